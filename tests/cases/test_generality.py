"""What differs between ceasefires is data: no code, template or style sheet names a case, a party or a place."""

import re
from pathlib import Path

import pytest

from trucekeeper.case import load_case

ROOT = Path(__file__).parents[2]
CASES = sorted(path.parent for path in (ROOT / "cases").glob("*/case.yaml"))
ORDINARY = {
    "mechanism",
    "several places",
    "the mechanism",
    "nasr",
    "unnamed persons",
    "united states",
    "all parties",
    "الخيام",
}
"""Names that are ordinary words (الخيام: the tents), or the names of any case."""
WORLD_LISTS = {"nations.yaml", "groups.yaml"}
"""Lists of the world's nations and armed groups, by which the coder's models are kept from telling one from another."""


def names(folder: Path) -> set[str]:
    case = load_case(folder)
    found = {case.id}
    acting = {*case.file.parties, *case.file.guarantors, *case.file.monitors}
    for actor in case.actors.all:
        if actor.id in acting or any(parent in case.file.parties for parent in case.actors.lineage(actor.id)):
            found |= {actor.name.en.removeprefix("the "), actor.name.ar, actor.id}
    for place in case.places.all:
        found |= {place.name.en, place.name.ar}
    return {name for name in found if len(name) > 3 and name.casefold() not in ORDINARY}


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_no_code_names_a_case_a_party_or_a_place(folder: Path):
    pattern = re.compile(r"(?<!\w)(" + "|".join(sorted(map(re.escape, names(folder)))) + r")(?!\w)", re.IGNORECASE)
    files = [
        path
        for path in (ROOT / "src").rglob("*")
        if path.suffix in (".py", ".html", ".j2", ".css", ".md", ".yaml", ".json")
        and "__pycache__" not in path.parts
        and path.name not in WORLD_LISTS
    ]
    assert len(files) > 100
    named = [
        f"{path.relative_to(ROOT)}:{number}: {found[0]}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (found := pattern.search(line))
    ]
    assert named == []


def test_there_are_two_cases_and_fifty_worked_examples():
    examples = sum((folder / "findings.yaml").read_text(encoding="utf-8").count("\n- id: ") for folder in CASES)
    assert len(CASES) >= 2
    assert examples >= 50
