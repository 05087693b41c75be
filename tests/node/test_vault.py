"""The vault: nobody without the right, no reading without an entry, and nothing left of who was erased."""

import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.databases import begun_node
from trucekeeper.cli import app
from trucekeeper.errors import BadInput, NoAnswer, NoRight
from trucekeeper.ledger import Item
from trucekeeper.ledger.vault import KEYS, STORE, Contact, Vault
from trucekeeper.node.vault import enter_contact, erase_contact, read_contact

SOMEBODY = Contact.model_validate(
    {"name": "اسم مختلق للاختبار", "contact": "+000 000", "consent": {"given": True, "to": ["local"]}}
)


@pytest.fixture
def node(tmp_path: Path):
    with begun_node(tmp_path / "node") as opened:
        opened.ledger.append(
            [
                Item("p", "person", {"person": "keeper", "organisation": "local", "markings": ["CLEAR"]}),
                Item("r", "right", {"person": "keeper", "role": "source_keeper", "granted": True}),
            ],
            author="admin",
            recorded_at=opened.ledger.page(limit=1)[0].recorded_at,
        )
        yield opened


def test_who_is_entered_is_read_back_and_both_stand_in_the_ledger_with_their_reason(node):
    enter_contact(node, "src-1", SOMEBODY, person="keeper", why="first interview")
    assert read_contact(node, "src-1", person="keeper", why="to ask again") == SOMEBODY
    logged = [(entry.author, entry.body["did"], entry.body["why"]) for entry in node.ledger.page("access")]
    assert logged == [("keeper", "read", "to ask again"), ("keeper", "entered", "first interview")]


def test_nobody_without_the_right_opens_it_and_nothing_is_opened_without_a_reason(node):
    enter_contact(node, "src-1", SOMEBODY, person="keeper", why="w")
    with pytest.raises(NoRight, match="right to open_vault"):
        read_contact(node, "src-1", person="operator", why="curious")
    with pytest.raises(BadInput, match="why"):
        read_contact(node, "src-1", person="keeper", why="")


def test_the_files_hold_no_word_of_it_and_are_their_owners_alone(node):
    enter_contact(node, "src-1", SOMEBODY, person="keeper", why="w")
    for path in node.folder.iterdir():
        if path.is_file():
            assert SOMEBODY.name.encode() not in path.read_bytes()
    for name in (STORE, KEYS):
        assert stat.S_IMODE((node.folder / name).stat().st_mode) == 0o600


def test_erasing_destroys_the_key_so_that_an_old_copy_of_the_store_opens_no_more(node):
    enter_contact(node, "src-1", SOMEBODY, person="keeper", why="w")
    copy = (node.folder / STORE).read_bytes()
    erase_contact(node, "src-1", person="keeper", why="asked for")
    (node.folder / STORE).write_bytes(copy)
    with pytest.raises(NoAnswer, match="has been erased"):
        read_contact(node, "src-1", person="keeper", why="w")
    assert node.ledger.verify().ok


def test_a_store_that_was_changed_or_swapped_is_refused(node):
    vault = Vault(node.folder)
    vault.enter("a", SOMEBODY)
    vault.enter("b", SOMEBODY)
    import sqlite3

    with sqlite3.connect(node.folder / STORE) as db:
        db.execute("UPDATE sealed SET value = (SELECT value FROM sealed WHERE source = 'a') WHERE source = 'b'")
    with pytest.raises(BadInput, match="was changed"):
        vault.read("b")


def test_the_command_line_takes_the_person_from_stdin_and_does_not_repeat_what_was_typed(node):
    args = ["--node", str(node.folder), "--as", "keeper", "--why", "w"]
    done = CliRunner().invoke(app, ["vault", "enter", "src-2", *args], input=SOMEBODY.model_dump_json())
    assert done.exit_code == 0, done.output
    shown = CliRunner().invoke(app, ["vault", "show", "src-2", *args])
    assert SOMEBODY.name in shown.output
    refused = CliRunner().invoke(app, ["vault", "enter", "src-2", *args], input='{"name": "سر"}')
    assert isinstance(refused.exception, BadInput)
    assert "consent" in str(refused.exception)
    assert "سر" not in str(refused.exception)
