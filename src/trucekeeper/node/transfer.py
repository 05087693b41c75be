"""Handing a whole node over: the ledger's export with the case's files in each version, and reading one into a node."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from trucekeeper import __version__
from trucekeeper.case.apply import case_version
from trucekeeper.errors import BadInput
from trucekeeper.ledger.seal import Seal
from trucekeeper.ledger.transfer import Export, export
from trucekeeper.node.node import CASE_FOLDER, FILE, KEY_FILE, SECRET_FILE, Node, assert_empty

CASE = "case"


def export_node(node: Node, folder: Path) -> Seal:
    """Write the node's ledger and case files to *folder*, which is absent or empty; return the checkpoint in it.

    The folder appears whole or not at all.

    Raises:
        BadInput: *folder* holds something.
    """
    assert_empty(folder)
    part = folder.with_name(folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    checkpoint = export(node.ledger, part, program=__version__, at=datetime.now(UTC))
    if (node.folder / CASE_FOLDER).is_dir():
        shutil.copytree(node.folder / CASE_FOLDER, part / CASE)
    for path in part.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    if folder.exists():
        folder.rmdir()
    part.replace(folder)
    return checkpoint


def import_node(source: Path, folder: Path, *, database: str | None = None) -> tuple[Node, int]:
    """Read the export *source* into the node in *folder*; return the node and how many entries were new.

    A folder that is absent or empty becomes a node with a key of its own, which seals from its first own entry on. An
    import that was interrupted is repeated by the same command.

    Raises:
        BadInput: *source* is no export, one by a later version, or of another chain than the node's.
        ChainBroken: its chain does not hold; nothing of it is taken.
    """
    given = Export(source)
    given.verify().assert_ok()
    begun = {FILE, KEY_FILE, SECRET_FILE}
    if not (folder / FILE).exists():
        if folder.is_dir() and {path.name for path in folder.iterdir()} <= begun:
            for name in begun:
                (folder / name).unlink(missing_ok=True)
        about = given.about
        node = Node.empty(
            folder, about.case, organisation=about.organisation, database=database, taken_over=given.checkpoint
        )
    else:
        node = Node.open(folder)
    if node.file.case != given.about.case:
        raise BadInput(f"{source}: the case {given.about.case}; the node at {folder} keeps {node.file.case}")
    _copy_case(source / CASE, folder / CASE_FOLDER)
    return node, node.ledger.take_over(given.rows(), given.seals(), given.held())


def _copy_case(source: Path, target: Path) -> None:
    """Copy each version of the case's files, after checking that it is the version it is named by."""
    for version in sorted(path for path in source.glob("*") if path.is_dir()):
        if case_version(version)[0] != version.name:
            raise BadInput(f"{version}: the files of the case are not those of this version; they were changed")
        if not (target / version.name).exists():
            part = target / f"{version.name}.part"
            shutil.rmtree(part, ignore_errors=True)
            shutil.copytree(version, part)
            part.replace(target / version.name)
