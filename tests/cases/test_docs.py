"""What the docs show is what the commands print: every ``console`` block is run, from the root of the repository."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
COMMAND = re.compile(r"^(?:\./run|trucekeeper) ([a-z]+)", re.M)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


def blocks() -> Iterator[tuple[str, str, list[str]]]:
    for page in PAGES:
        for match in CONSOLE.finditer(page.read_text(encoding="utf-8")):
            command, *shown = match[1].splitlines()
            yield page.name, command.removeprefix("$ trucekeeper "), shown


def test_there_are_blocks_to_run():
    assert len(list(blocks())) >= 4


PROGRAM = Path(sys.executable).parent / "trucekeeper"


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "node"
    subprocess.run([PROGRAM, "init", folder, "--case", ROOT / "cases" / "gaza-2025"], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize(("page", "command", "shown"), list(blocks()))
def test_a_command_prints_what_the_page_shows(node: Path, page: str, command: str, shown: list[str]):
    env = {**os.environ, "TRUCEKEEPER_NODE": str(node)}
    made = subprocess.run(
        [PROGRAM, *shlex.split(command)], cwd=ROOT, capture_output=True, text=True, check=True, env=env
    )
    lines, at = made.stdout.splitlines(), 0
    for wanted in shown:
        if wanted == "…":
            continue
        fits = wanted.removesuffix("…")
        found = [
            number
            for number, line in enumerate(lines[at:], at)
            if (line.startswith(fits) if wanted.endswith("…") else line == wanted)
        ]
        assert found, f"{page}: {command} does not print {wanted!r}"
        at = found[0] + 1


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_and_links_of_a_page_exist(page: Path):
    from trucekeeper.cli import COMMANDS

    text = page.read_text(encoding="utf-8")
    named = set(COMMAND.findall(text)) - {"test", "setup"}
    assert named <= set(COMMANDS)
    assert [link for link in LINK.findall(text) if not (page.parent / link).exists()] == []
