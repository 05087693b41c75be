"""A report on its way: owned, translated, handed over, answered; each step an entry, by who may and may read it."""

import json
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.databases import DATABASES, database_url
from tests.unit.report.test_likeness import BASE
from tests.unit.report.test_readers import RSS, SUBMISSION, pdf
from tests.web import web
from trucekeeper.cli import app
from trucekeeper.errors import BadInput, NoRight
from trucekeeper.ledger import Item
from trucekeeper.ledger.kinds import Body
from trucekeeper.node.intake import Origin, Taken, asked, take_file
from trucekeeper.node.lists import report_documents
from trucekeeper.node.node import Node
from trucekeeper.node.reports import report_item
from trucekeeper.node.triage import custody, translate, triage, word_back
from trucekeeper.node.worker import compute
from trucekeeper.vocabulary.marking import Marking

HEBREW = "תושבים אמרו שהכביש נסגר לשלוש שעות ביום ראשון."
PEOPLE = (("ana", "analyst", ["CLEAR", "AMBER"]), ("rita", "reader", ["CLEAR"]), ("omar", "monitor", ["CLEAR"]))


@pytest.fixture(params=DATABASES)
def node(request: pytest.FixtureRequest, tmp_path: Path, gaza_case_dir: Path):
    made = Node.create(tmp_path / "node", gaza_case_dir, database=database_url(request.param), administrator="admin")
    enter_people(made)
    yield made
    made.close()


def enter_people(node: Node) -> None:
    for name, role, markings in PEOPLE:
        items = [
            Item(f"p:{name}", "person", {"person": name, "organisation": "local", "markings": markings}),
            Item(f"r:{name}", "right", {"person": name, "role": role, "granted": True}),
        ]
        node.ledger.append(items, author="admin", recorded_at=datetime.now(UTC))


def taken(node: Node, path: Path, data: str | bytes, **said) -> str:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    (one,) = (
        found
        for found in take_file(node, path, Origin(**said), told=asked(node, person="operator"))
        if isinstance(found, Taken)
    )
    return one.report


def item(node: Node, report: str, person: str = "operator") -> Body:
    found = report_item(node.ledger, node.person(person), report)
    assert found is not None
    return found


def test_a_report_has_an_owner_a_deadline_a_state_and_its_history(node: Node, tmp_path: Path):
    report = taken(node, tmp_path / "a.txt", "The road was closed.")
    before = item(node, report)
    assert (before["state"], before["owner"], before["due"], before["triage"]) == ("received", None, None, [])
    triage(node, report, person="ana", state="in_review", owner="ana", due="2026-03-02")
    triage(node, report, person="ana", state="waiting", owner="omar", due="2026-03-09", why="asked the clinic")
    now = item(node, report)
    assert (now["state"], now["owner"], now["due"]) == ("waiting", "omar", "2026-03-09")
    assert [(step["state"], step["by"], step["why"]) for step in now["triage"]] == [
        ("in_review", "ana", ""),
        ("waiting", "ana", "asked the clinic"),
    ]
    assert node.ledger.verify().ok


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"state": "done"}, "'done' is no state of a report; write one of received"),
        ({"state": "in_review", "owner": "ghost"}, "'ghost' is not a person of this case"),
        ({"state": "in_review", "due": "soon"}, "'soon' is no day; write YYYY-MM-DD"),
        ({"state": "in_review", "due": "2026-02-30"}, "no day"),
    ],
)
def test_what_is_no_state_person_or_day_is_refused_and_nothing_is_entered(node: Node, tmp_path: Path, given, said):
    report = taken(node, tmp_path / "a.txt", "The road was closed.")
    before = node.ledger.head()
    with pytest.raises(BadInput, match=said):
        triage(node, report, person="ana", **given)
    assert node.ledger.head() == before


def test_who_may_not_read_a_report_can_neither_see_nor_own_nor_move_it(node: Node, tmp_path: Path):
    report = taken(node, tmp_path / "a.txt", "The road was closed.", marking=Marking.AMBER)
    assert report_item(node.ledger, node.person("omar"), report) is None
    with pytest.raises(BadInput, match="no report of this id that may be read"):
        triage(node, report, person="omar", state="closed")
    with pytest.raises(BadInput, match="omar may not read this report; name an owner who holds AMBER"):
        triage(node, report, person="ana", state="in_review", owner="omar")
    triage(node, report, person="ana", state="in_review", owner="ana")
    assert [entry.marking for entry in node.ledger.page("triage")] == [Marking.AMBER]


@pytest.mark.parametrize("person", ["rita", "ghost", "admin"])
def test_nobody_without_the_right_does_anything_with_a_report(node: Node, tmp_path: Path, person: str):
    report = taken(node, tmp_path / "a.txt", "The road was closed.")
    before = node.ledger.head()
    for act in (
        lambda: triage(node, report, person=person, state="closed"),
        lambda: translate(node, report, person=person, lang="ar", translator="a desk", text="أُغلق الطريق."),
        lambda: word_back(node, report, person=person, by_way_of="the same channel", text="thanks"),
        lambda: custody(node, report, person=person, step="examined", why="to see"),
    ):
        with pytest.raises(NoRight):
            act()
    assert node.ledger.head() == before


def test_any_language_is_kept_as_it_came_with_a_named_translation_beside_it_that_search_finds(
    node: Node, tmp_path: Path
):
    report = taken(node, tmp_path / "a.txt", HEBREW)
    assert item(node, report)["lang"] == "he"
    compute(node)
    translate(node, report, person="ana", lang="ar", translator="مكتب ترجمة", text="قال سكان إن الطريق أُغلق.")
    compute(node)
    found = item(node, report)
    assert found["text"] == HEBREW
    (beside,) = found["translations"]
    assert (beside["lang"], beside["translator"], beside["by"]) == ("ar", "مكتب ترجمة", "ana")
    listed = report_documents(node, node.person("rita"), words="الطريق أغلق")
    assert [one["id"] for one in listed] == [report]
    for translator, said in (("", "a named translator"), ("ana", "ana is a person")):
        with pytest.raises(BadInput, match=said):
            translate(node, report, person="ana", lang="ar", translator=translator, text="قال سكان.")
    with pytest.raises(BadInput, match="lang"):
        translate(node, report, person="ana", lang="fr", translator="a desk", text="La route.")


def test_a_report_with_a_filer_is_answered_only_after_a_word_back(node: Node, tmp_path: Path):
    report = taken(node, tmp_path / "s.xml", SUBMISSION)
    with pytest.raises(BadInput, match="who filed it was told nothing yet"):
        triage(node, report, person="ana", state="answered")
    with pytest.raises(BadInput, match="write what was told"):
        word_back(node, report, person="ana", by_way_of="the same channel", text=" ")
    word_back(node, report, person="ana", by_way_of="the same channel", text="We asked the other side too.")
    triage(node, report, person="ana", state="answered")
    found = item(node, report, "ana")
    assert found["state"] == "answered"
    assert [(told["text"], told["by_way_of"]) for told in found["word_back"]] == [
        ("We asked the other side too.", "the same channel")
    ]


def test_each_step_in_the_keeping_of_evidence_names_who_took_it_and_of_what(node: Node, tmp_path: Path):
    report = taken(node, tmp_path / "a.pdf", pdf("Two trucks waited."), marking=Marking.CLEAR)
    original = next(kept["content"] for kept in item(node, report)["evidence"] if kept["what"] == "attachment")
    custody(node, report, person="ana", step="handed_over", to="a laboratory", why="to date it", evidence=original)
    last = item(node, report)["custody"][-1]
    assert (last["step"], last["to"], last["evidence"], last["by"]) == ("handed_over", "a laboratory", original, "ana")
    for given, said in (
        ({"step": "lost", "why": "w"}, "no step of custody"),
        ({"step": "captured", "why": "w"}, "no step of custody"),
        ({"step": "examined", "why": "w", "evidence": "0" * 64}, "has no evidence"),
        ({"step": "examined", "why": ""}, "why"),
    ):
        with pytest.raises(BadInput, match=said):
            custody(node, report, person="ana", **given)


def run(*args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(args), input=stdin)


@pytest.fixture
def folder(tmp_path: Path, gaza_case_dir: Path) -> Path:
    made = Node.create(tmp_path / "node", gaza_case_dir, administrator="admin")
    enter_people(made)
    compute(made)
    made.close()
    return tmp_path / "node"


def test_the_commands_do_the_same_and_every_read_can_be_as_of(folder: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("TRUCEKEEPER_NODE", str(folder))
    (tmp_path / "a.pdf").write_bytes(pdf("Two trucks waited."))
    assert "1 new" in run("intake", str(tmp_path / "a.pdf"), "--marking", "CLEAR").stdout
    report = run("reports", "--search", "trucks waited").stdout.split("\t")[0]
    assert report.startswith("r-")

    def show(*more: str) -> Body:
        result = run("report", "show", report, *more)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    assert run("report", "assign", report, "--owner", "omar", "--due", "2026-03-02", "--as", "ana").exit_code == 0
    then = show()["triage"][-1]["at"]
    assert run("report", "state", report, "waiting", "--why", "asked", "--as", "ana").exit_code == 0
    result = run("report", "translate", report, "--lang", "ar", "--translator", "a desk", stdin="انتظرت شاحنتان.")
    assert result.exit_code == 0
    answer = ("--text", "thank you", "--by-way-of", "mail")
    assert run("report", "answer", report, *answer).exit_code == 0
    assert run("report", "custody", report, "--step", "examined", "--why", "to see").exit_code == 0
    now = show()
    assert (now["state"], now["owner"], now["due"]) == ("waiting", "omar", "2026-03-02")
    assert [len(now[part]) for part in ("triage", "translations", "word_back")] == [2, 1, 1]
    before = show("--as-of", then)
    assert (before["state"], before["translations"], len(before["triage"])) == ("in_review", [], 1)
    listed = json.loads(run("reports", "--json", "--as-of", then).stdout)
    assert next(one for one in listed if one["id"] == report)["state"] == "in_review"
    out = tmp_path / "out"
    written = run("report", "evidence", report, "-o", str(out)).stdout.split()
    assert [Path(path).suffix for path in written] == [".pdf", ".pdf"]
    assert (tmp_path / "a.pdf").read_bytes() in [Path(path).read_bytes() for path in written]


def test_before_the_chain_a_read_is_a_reconstruction_and_says_so(folder: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("TRUCEKEEPER_NODE", str(folder))
    lines = [
        {"text": "An early text was read.", "published": "2025-11-01T09:00:00+02:00"},
        {"text": "A later text was read.", "published": "2025-11-03T09:00:00+02:00"},
        {"text": "A text without date was read."},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    run("intake", str(tmp_path / "a.jsonl"))
    names = {json.loads(run("report", "show", name).stdout)["text"]: name for name in listed("reports")}
    early = names["An early text was read."]
    run("report", "assign", early, "--owner", "ana", "--as", "ana")
    result = run("reports", "--as-of", "2025-11-02")
    assert "a reconstruction" in result.stderr
    assert [line.split("\t")[0] for line in result.stdout.splitlines() if line.startswith("r-")] == [early]
    days = [line.split("\t")[1] for line in result.stdout.splitlines()]
    assert len(days) > 5
    assert max(days) <= "2025-11-02"
    shown = run("report", "show", early, "--as-of", "2025-11-02")
    assert "a reconstruction" in shown.stderr
    assert json.loads(shown.stdout)["owner"] is None
    later = run("report", "show", names["A later text was read."], "--as-of", "2025-11-02")
    assert isinstance(later.exception, BadInput)


def listed(*args: str) -> list[str]:
    lines = run(*args).stdout.splitlines()
    return [line.split("\t")[0] for line in lines if line.startswith("r-")]


@pytest.mark.parametrize(
    ("args", "error", "code", "said"),
    [
        (["show", "r-none"], BadInput, 2, "no report of this id that may be read"),
        (["evidence", "r-none", "-o", "out"], BadInput, 2, "no report of this id that may be read"),
        (["show", "r-none", "--as-of", "soon"], BadInput, 2, "'soon' is not a time"),
        (["show", "r-none", "--as", "ghost"], NoRight, 1, "ghost is not a person of this case"),
        (["state", "r-none", "closed"], BadInput, 2, "no report of this id"),
        (["assign", "r-none", "--owner", "ana", "--as", "rita"], NoRight, 1, "rita may not"),
        (["translate", "r-none", "nowhere.txt", "--lang", "ar", "--translator", "x"], BadInput, 2, "nowhere.txt"),
    ],
)
def test_what_cannot_be_done_says_what_would_be_right(folder: Path, monkeypatch, args, error, code: int, said: str):
    monkeypatch.setenv("TRUCEKEEPER_NODE", str(folder))
    result = run("report", *args)
    assert isinstance(result.exception, error), result.output
    assert (result.exception.exit_code, said in str(result.exception)) == (code, True), result.exception


def test_every_command_of_the_page_on_intake_works_as_written(folder: Path, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text("قال شهود إن الطريق أُغلق.", encoding="utf-8")
    Path("DIR").symlink_to(folder)
    node = Node.open(folder)
    items = [
        Item("p:mona", "person", {"person": "mona", "organisation": "local", "markings": ["CLEAR"]}),
        Item("r:mona", "right", {"person": "mona", "role": "monitor", "granted": True}),
    ]
    node.ledger.append(items, author="admin", recorded_at=datetime.now(UTC))
    node.close()

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("trucekeeper.cli.intake.time.sleep", interrupt)
    text = (Path(__file__).parents[2] / "docs" / "intake.md").read_text(encoding="utf-8")
    commands = re.findall(r"^trucekeeper .*$", text, re.MULTILINE)
    assert len(commands) == 11
    report = "REPORT"
    with web() as site:
        site.give("/article", f"<html><body><p>{BASE}</p></body></html>")
        site.give("/feed", RSS, "text/xml")
        for line in commands:
            line = re.sub(r"https://example\.(org|net)", site.address, line)
            line = line.replace("REPORT", report)
            args = shlex.split(line)[1:] + (["--private"] if site.address in line else [])
            if "--as-of" in args:
                args[args.index("--as-of") + 1] = datetime.now(UTC).isoformat()
            result = run(*args)
            assert result.exit_code == 0, (line, result.output, result.exception)
            report = next(iter(listed("reports", "--search", "road", "--node", "DIR")), "")
    assert {path.suffix for path in Path("forms").iterdir()} == {".xlsx", ".xml"}
    assert any(path.name.startswith("page-") for path in Path("OUT").iterdir())
