"""The field form that we publish: as an XLSForm for KoboToolbox and as an XForm for ODK Collect."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from pyxform import xls2xform  # type: ignore[import-untyped]
from ruamel.yaml import YAML

FORM_ID = "trucekeeper_incident"
SHEETS = ("survey", "choices", "settings")


@cache
def form() -> dict[str, list[dict[str, Any]]]:
    """Return the sheets of the form."""
    text = (files("trucekeeper") / "knowledge" / "forms" / "incident.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(text)
    return loaded


def xform(*, validate: bool = False) -> str:
    """Return the form as XForm; with *validate*, checked by ODK Validate, which needs Java."""
    sheets = {sheet: [dict(row) for row in form()[sheet]] for sheet in SHEETS}
    made: str = xls2xform.convert(xlsform=sheets, validate=validate).xform
    return made


def write_form(folder: Path) -> tuple[Path, Path]:
    """Write the form as ``incident.xlsx`` and ``incident.xml`` and return both paths."""
    folder.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in SHEETS:
        rows = form()[sheet]
        columns = list(dict.fromkeys(name for row in rows for name in row))
        page = book.create_sheet(sheet)
        page.append(columns)
        for row in rows:
            page.append([row.get(name) for name in columns])
    book.save(folder / "incident.xlsx")
    (folder / "incident.xml").write_text(xform(), encoding="utf-8")
    return folder / "incident.xlsx", folder / "incident.xml"
