"""The commands of a node, as the pages of the documentation give them, and what a careless user types."""

import json
import re
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.databases import database_url
from tests.stamps import Authority, served
from trucekeeper.cli import app
from trucekeeper.errors import BadInput, NoRight

PAGE = Path(__file__).parents[2] / "docs" / "node.md"
CONTACT = '{"name": "اسم مختلق", "consent": {"given": true}}'


def run(*args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, list(args), input=stdin)


def done(*args: str, stdin: str | None = None) -> str:
    result = run(*args, stdin=stdin)
    assert result.exit_code == 0, (args, result.output, result.exception)
    return result.stdout


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands") / "node"
    case = Path(__file__).parents[2] / "cases" / "gaza-2025"
    assert "gaza-2025, 41" in done("init", str(folder), "--case", str(case), "--administrator", "amal")
    return folder


@pytest.fixture
def copied(node: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(node, tmp_path / "node"))


def test_every_command_of_the_page_on_nodes_works_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(Path(__file__).parents[2] / "cases", tmp_path / "cases")
    authority, ran = Authority(), 0
    text = PAGE.read_text(encoding="utf-8")
    commands = [line.split("#")[0].strip() for line in re.findall(r"^trucekeeper .*$", text, re.MULTILINE)]
    with served(lambda query: (200, authority.answer(query))) as url:
        keeper = [
            "person add KEEPER --organisation our-id --as amal --node DIR".lower().replace("dir", "DIR"),
            "role grant keeper source_keeper --as amal --node DIR",
        ]
        for line in commands:
            if line.startswith("trucekeeper vault enter"):
                for extra in keeper:
                    done(*extra.split())
            line = line.replace("KEEPER", "keeper").replace("http://TSA", f"{url} --private").split("<")[0]
            args = [part.strip("'") for part in re.findall(r"'[^']*'|\S+", line)][1:]
            if args[0] == "serve":
                continue
            stdin = CONTACT if args[:2] == ["vault", "enter"] else "a long enough passphrase\n"
            done(*args, stdin=stdin)
            ran += 1
    assert ran == len(commands) - 1 > 12


def test_every_command_of_the_page_on_verification_works_as_written(tmp_path: Path):
    folder = str(tmp_path / "node")
    case = Path(__file__).parents[2] / "cases" / "gaza-2025"
    done("init", folder, "--case", str(case), "--administrator", "amal")
    for name, role in (("mona", "analyst"), ("ivo", "investigator"), ("vera", "verifier")):
        done("person", "add", name, "--organisation", "local", "--as", "amal", "--node", folder)
        done("role", "grant", name, role, "--as", "amal", "--node", folder)
    page = (PAGE.parent / "verification.md").read_text(encoding="utf-8")
    commands = re.findall(r"^trucekeeper .*$", page, re.MULTILINE)
    for line in commands:
        done(*shlex.split(line.replace("--node DIR", f"--node {folder}"), comments=True)[1:])
    assert len(commands) > 10
    shown = json.loads(done("incident", "show", "gz-0126#1", "--node", folder))
    assert (shown["state"], shown["verification"]["owner"]) == ("verified", "vera")
    assert "gz-0126#1\tverified" in done("incidents", "--node", folder)
    refused = run(
        "incident", "judge", "gz-0023#1", "gz-0022#1", "--different", "--why", "w", "--as", "mona", "--node", folder
    )
    assert refused.exception.exit_code == 2
    assert "gz-0023#1 same gz-0022#1 (mona) was judged before" in str(refused.exception)
    assert json.loads(done("incident", "totals", "--node", folder))["of"] == 200
    assert json.loads(done("verify", "--node", folder))["ok"]


def test_lists_are_documents_of_the_contract(node: Path):
    for name in ("entries", "reports", "incidents", "episodes", "findings", "warnings"):
        listed = json.loads(done(name, "--json", "--node", str(node)))
        assert listed
        assert "id" in listed[0]
    entry = json.loads(done("entries", "--json", "--kind", "record_row", "--node", str(node)))[0]
    assert set(entry) == set("seq id kind recorded_at author marking audience body previous digest".split())
    report = json.loads(done("reports", "--json", "--node", str(node)))[0]
    assert set(report) == set(
        "id source carriers published recorded lang title text kind marking owner due state duplicates".split()
    )


def test_a_reconstruction_holds_only_what_was_published_by_then_and_says_so(node: Path):
    result = run("incidents", "--json", "--as-of", "2025-11-02", "--node", str(node))
    assert "reconstruction" in result.stderr
    assert 0 < len(json.loads(result.stdout)) < len(json.loads(done("incidents", "--json", "--node", str(node))))
    assert json.loads(done("incidents", "--json", "--as-of", "2025-10-01", "--node", str(node))) == []


def test_search_finds_a_word_in_any_spelling(node: Path):
    counts = {
        word: len(done("reports", "--search", word, "--node", str(node)).splitlines())
        for word in ("هدنة", "الهدنه", "بالهدنة", "غزة", "غزه", "Rafah", "رفح", "nosuchword", "'; DROP TABLE entry; --")
    }
    assert counts["هدنة"] == counts["الهدنه"] == counts["بالهدنة"] > 0
    assert counts["غزة"] == counts["غزه"] > 0
    assert counts["Rafah"] > 0 < counts["رفح"]
    assert counts["nosuchword"] == counts["'; DROP TABLE entry; --"] == 0


def test_verify_prints_the_document_of_the_contract_and_exits_1_where_something_does_not_hold(copied: Path):
    told = json.loads(done("verify", "--node", str(copied)))
    assert (told["ok"], told["bad"], set(told)) == (True, [], {"ok", "entries", "head", "bad"})
    with closing(sqlite3.connect(copied / "ledger.sqlite")) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = (copied / "ledger.sqlite").read_bytes()
    assert raw.count(b"Sheikh Radwan") >= 1
    (copied / "ledger.sqlite").write_bytes(raw.replace(b"Sheikh Radwan", b"Sheikh Redwan"))
    result = run("verify", "--node", str(copied))
    assert result.exit_code == 1
    broken = json.loads(result.stdout)
    assert not broken["ok"]
    assert broken["bad"][0]["seq"] > 5


def test_doctor_names_what_is_wrong_and_exits_1(copied: Path):
    (copied / "node.key").chmod(0o644)
    shutil.rmtree(next((copied / "case").iterdir()))
    result = run("doctor", "--node", str(copied))
    assert result.exit_code == 1
    assert "FAULT private files" in result.stdout
    assert "FAULT case files" in result.stdout
    assert "ok    triggers" in result.stdout


def test_a_later_version_of_the_case_enters_what_changed_and_as_of_shows_what_stood(copied: Path, tmp_path: Path):
    case = tmp_path / "case"
    shutil.copytree(next((copied / "case").iterdir()), case)
    chronology = case / "records" / "chronology.csv"
    lines = chronology.read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(lines[:-1]).replace("Sheikh Radwan", "Sheikh Ridwan")
    chronology.write_text(text, encoding="utf-8")
    before = done("reports", "--node", str(copied))
    last = json.loads(done("entries", "--json", "--node", str(copied)))[-1]["recorded_at"]
    assert done("case", "apply", str(case), "--node", str(copied)).startswith("7 entries; ")
    assert "Ridwan" in done("reports", "--node", str(copied))
    assert done("reports", "--as-of", last, "--node", str(copied)) == before
    assert done("case", "apply", str(case), "--node", str(copied)).startswith("0 entries")
    assert json.loads(done("verify", "--node", str(copied)))["ok"]


@pytest.mark.parametrize(
    ("args", "error", "said"),
    [
        (["verify", "--node", "/nowhere"], BadInput, "no node; one is made by"),
        (["entries", "--as-of", "soon"], BadInput, "'soon' is not a time"),
        (["entries", "--as", "ghost"], NoRight, "ghost is not a person of this case"),
        (["role", "grant", "amal", "verifier", "--as", "amal"], NoRight, "to themselves"),
        (["role", "grant", "amal", "king", "--as", "amal"], BadInput, "'king' is no role"),
        (["person", "add", "x", "--organisation", "o"], NoRight, "operator may not enter a person"),
        (["person", "add", "x", "--organisation", "o", "--marking", "PINK"], BadInput, "unknown marking PINK"),
        (["export", "-o", "/tmp"], BadInput, "not an empty folder"),
        (["verify", "--checkpoint", "/nowhere.json"], BadInput, "no such file"),
        (["import", "/nowhere"], BadInput, "no export"),
    ],
)
def test_what_cannot_be_done_says_what_would_be_right(node: Path, args: list[str], error: type, said: str):
    if "--node" not in args:
        args = [*args, "--node", str(node)]
    result = run(*args)
    assert isinstance(result.exception, error), result.output
    assert said in str(result.exception)


def test_a_database_that_is_none_is_refused_before_anything_is_made(tmp_path: Path):
    case = str(Path(__file__).parents[2] / "cases" / "gaza-2025")
    for url, said in (("mysql://x/y", "write postgresql://"), ("postgresql://u@/nodb?host=/nowhere", "cannot be used")):
        result = run("init", str(tmp_path / "n"), "--case", case, "--database", url)
        assert isinstance(result.exception, BadInput), result.exception
        assert said in str(result.exception)
        assert not (tmp_path / "n").exists()


def test_a_database_that_holds_a_ledger_already_is_not_written_over(tmp_path: Path):
    case, url = str(Path(__file__).parents[2] / "cases" / "gaza-2025"), database_url("postgresql")
    done("init", str(tmp_path / "first"), "--case", case, "--database", url)
    result = run("init", str(tmp_path / "second"), "--case", case, "--database", url)
    assert "holds a ledger of gaza-2025 already" in str(result.exception)
    assert json.loads(done("verify", "--node", str(tmp_path / "first")))["ok"]
