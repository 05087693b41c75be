"""Handing over: a directory that a shell can check, that becomes an identical node, and that no change escapes."""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from tests.databases import DATABASES, begun_node, database_url
from trucekeeper.errors import BadInput, ChainBroken
from trucekeeper.ledger import Held, Item
from trucekeeper.ledger.transfer import Export
from trucekeeper.node.node import Node
from trucekeeper.node.transfer import export_node, import_node

FIXTURE = Path(__file__).parents[1] / "fixtures" / "export-v1"
NOON = datetime(2126, 1, 1, 12, tzinfo=UTC)


def tables() -> list[list[tuple]]:
    queries = (
        "SELECT case_id, seq, id, kind, recorded_at, marking, digest FROM entry ORDER BY seq",
        "SELECT case_id, seq, closed, record, kind, day, author, marking, audience FROM record ORDER BY seq",
        "SELECT case_id, count, sealed FROM seal ORDER BY count",
        "SELECT case_id, commitment, media_type, sha256 FROM held ORDER BY commitment",
    )
    with connection.cursor() as cursor:
        return [[tuple(row) for row in (cursor.execute(query), cursor.fetchall())[1]] for query in queries]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list]:
    """An export of a node with texts, an attachment, a correction, a withdrawal and an erasure; and its tables."""
    folder = tmp_path_factory.mktemp("transfer")
    with begun_node(folder / "node") as node:
        text, gone, photo = Held.of("نص أول".encode()), Held.of(b"erased words"), Held.of(b"\x89PNG", "image/png")
        report = {"source": "s1", "lang": "ar", "text": text.commitment, "attachments": [photo.commitment]}
        other = {"source": "s2", "lang": "en", "text": gone.commitment}
        people = [
            Item("p", "person", {"person": "keeper", "organisation": "local", "markings": ["CLEAR"]}),
            Item("r", "right", {"person": "keeper", "role": "source_keeper", "granted": True}),
        ]
        node.ledger.append(people, author="admin", recorded_at=NOON)
        items = [
            Item("s1", "source", {"source": "s1", "role": "media"}),
            Item("r1", "report", report, held=(text, photo)),
            Item("r2", "report", other, held=(gone,)),
            Item("c1", "correction", {"of": "s1", "body": {"source": "s1", "role": "un"}, "why": "misread"}),
            Item("w1", "withdrawal", {"of": "r2", "why": "sent twice"}),
        ]
        node.ledger.append(items, author="operator", recorded_at=NOON)
        erasure = {"commitments": [gone.commitment], "why": "asked for"}
        node.ledger.append([Item("e1", "erasure", erasure)], author="keeper", recorded_at=NOON)
        export_node(node, folder / "export")
        return folder / "export", tables()


@pytest.fixture
def changed(exported, tmp_path: Path) -> Path:
    return Path(shutil.copytree(exported[0], tmp_path / "changed"))


@pytest.mark.parametrize("vendor", DATABASES)
def test_import_gives_the_same_tables_on_both_databases_and_so_does_rebuilding_them(exported, tmp_path, vendor):
    node, count = import_node(exported[0], tmp_path / "new", database=database_url(vendor))
    assert count == len(exported[1][0])
    assert tables() == exported[1]
    node.ledger.rebuild()
    assert tables() == exported[1]
    assert node.ledger.verify(Export(exported[0]).checkpoint).ok
    assert import_node(exported[0], tmp_path / "new")[1] == 0
    export_node(node, tmp_path / "again")
    for name in ("entries.ndjson", "digests.txt", "seals.ndjson"):
        assert (tmp_path / "again" / name).read_bytes() == (exported[0] / name).read_bytes()
    node.close()


def test_the_new_node_goes_on_under_its_own_key_and_the_hand_over_shows(exported, tmp_path: Path):
    node, count = import_node(exported[0], tmp_path / "new")
    node.ledger.append([Item("s9", "source", {"source": "s9", "role": "un"})], author="operator", recorded_at=NOON)
    entries = list(node.ledger.entries(after=count))
    assert [entry.kind for entry in entries] == ["key", "source"]
    assert entries[0].body["taken_over"]["count"] == count
    assert node.ledger.verify(Export(exported[0]).checkpoint).ok
    export_node(node, tmp_path / "again")
    assert Export(tmp_path / "again").verify().ok


def test_a_shell_with_sha256sum_checks_it_by_the_commands_of_its_readme(exported):
    folder = exported[0]
    commands = (folder / "README.md").read_text(encoding="utf-8").split("```sh\n")[1].split("```")[0]
    done = subprocess.run(["bash", "-c", commands], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == "the chain holds\n"
    for path in (folder / "texts").iterdir():
        said = subprocess.run(["sha256sum", path], capture_output=True, text=True, check=True).stdout
        assert said.split()[0] == path.name
    for line in (folder / "entries.ndjson").read_text(encoding="utf-8").splitlines():
        assert "digest" not in json.loads(line)


def test_what_was_erased_is_not_in_it(exported):
    assert len(list((exported[0] / "texts").iterdir())) == 1
    assert all(b"erased words" not in path.read_bytes() for path in exported[0].rglob("*") if path.is_file())


def edit(path: Path, number: int, change) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    lines[number - 1] = change(lines[number - 1])
    path.write_bytes(b"".join(lines))


@pytest.mark.parametrize(
    ("change", "seq"),
    [
        (lambda line: line.replace(b"media", b"other"), 8),
        (lambda _: b"", 8),
        (lambda _: b"{}\n", 8),
        (lambda line: line * 2, 8),
    ],
)
def test_a_changed_export_is_refused_whole_and_the_entry_named(changed: Path, tmp_path: Path, change, seq: int):
    edit(changed / "entries.ndjson", 8, change)
    with pytest.raises(ChainBroken) as broken:
        import_node(changed, tmp_path / "new")
    assert broken.value.seq == seq
    assert not (tmp_path / "new").exists()


def test_a_changed_text_is_refused_by_its_name_and_nothing_of_the_import_stays(changed: Path, tmp_path: Path):
    text = next((changed / "texts").iterdir())
    original = text.read_bytes()
    text.write_bytes(original + b" ")
    with pytest.raises(BadInput, match="its SHA-256 is not its name"):
        import_node(changed, tmp_path / "new")
    text.write_bytes(original)
    node, count = import_node(changed, tmp_path / "new")
    assert count == node.ledger.head()[0] == 13


def test_an_export_by_a_newer_version_says_what_to_do(changed: Path, tmp_path: Path):
    about = json.loads((changed / "export.json").read_text())
    (changed / "export.json").write_text(json.dumps({**about, "format": 99, "new": True}))
    with pytest.raises(BadInput, match="install a later one"):
        import_node(changed, tmp_path / "new")


def test_another_chain_is_not_mixed_into_a_node(exported, tmp_path: Path):
    with begun_node(tmp_path / "other") as node:
        node.ledger.append(
            [Item(f"s{n}", "source", {"source": "s", "role": "un"}) for n in range(20)],
            author="operator",
            recorded_at=NOON,
        )
        with pytest.raises(BadInput, match="another one; import into an empty node"):
            import_node(exported[0], tmp_path / "other")
        assert node.ledger.verify().ok


def test_what_is_no_export_and_what_is_no_node_say_so(tmp_path: Path):
    with pytest.raises(BadInput, match="no export; one is made by"):
        import_node(tmp_path, tmp_path / "new")
    with pytest.raises(BadInput, match="no node; one is made by"):
        Node.open(tmp_path)
    (tmp_path / "node.json").write_text('{"format": 99}')
    with pytest.raises(BadInput, match="install a later one"):
        Node.open(tmp_path)
    (tmp_path / "node.json").write_text("¿")
    with pytest.raises(BadInput, match="cannot be read as the file of a node"):
        Node.open(tmp_path)


def test_every_later_version_reads_the_first_export(tmp_path: Path):
    assert Export(FIXTURE).verify().ok
    node, count = import_node(FIXTURE, tmp_path / "new")
    assert count == 13
    assert node.ledger.verify().ok
    assert {version.record: body["role"] for version, _, body in node.ledger.standing("source")} == {"s1": "un"}
