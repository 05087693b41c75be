"""Submissions of the field form that we publish: from ODK as XML, from KoboToolbox as a list in JSON.

Who filed one goes to the vault alone. Without consent nothing of it is kept.
"""

import mimetypes
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from trucekeeper.errors import Fault
from trucekeeper.ledger.vault import Consent, Contact
from trucekeeper.report.form import FORM_ID
from trucekeeper.report.incoming import Attachment, Incoming
from trucekeeper.report.readers.json_lines import loaded
from trucekeeper.report.readers.reader import Asked, Found, Head, Reader, read_whole
from trucekeeper.report.readers.table import flat, read_day, read_time
from trucekeeper.report.readers.xml import local, parse

SHOWN = ("day", "place", "how_known", "said_to_act", "killed", "injured", "share")


def fits(head: Head) -> bool:
    """Tell whether it holds submissions of the form."""
    start = head.text[:20_000]
    as_xml = f'id="{FORM_ID}"' in start and start.startswith("<") and "<h:html" not in start[:400]
    return as_xml or (start.startswith(("[", "{")) and f'"{FORM_ID}"' in start and "_xform_id_string" in start)


def read(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the submissions."""
    data = read_whole(path)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        yield _submission(path, 1, dict(_leaves(parse(data))), asked)
        return
    given = loaded(data)
    records = given.get("results", [given]) if isinstance(given, Mapping) else given
    for number, record in enumerate(records, start=1):
        if isinstance(record, Mapping) and record.get("_xform_id_string") == FORM_ID:
            cells = {name.rsplit("/", 1)[-1]: value for name, value in flat(record).items()}
            yield _submission(path, number, cells, asked)
        else:
            yield Fault(path, number, f"no submission of {FORM_ID}; left out")


def _leaves(element: Element) -> Iterator[tuple[str, str]]:
    for child in element:
        if len(child):
            yield from _leaves(child)
        elif (child.text or "").strip():
            yield local(child), (child.text or "").strip()


def _submission(path: Path, number: int, cells: Mapping[str, str], asked: Asked) -> Found:
    if cells.get("consent") != "yes":
        return Fault(path, number, "no consent; nothing of it is kept", severity="note")
    what = cells.get("what", "").strip()
    if not what:
        return Fault(path, number, "what: empty; the form asks what happened")
    try:
        day = read_day(cells["day"], asked)
        sent = read_time(cells["_submission_time"] + "+00:00", asked) if "_submission_time" in cells else None
    except (KeyError, ValueError) as error:
        return Fault(path, number, f"day: {error}; left out")
    return Incoming(
        text=what,
        key=f"{FORM_ID}:{cells.get('instanceID') or cells.get('_uuid') or number}",
        source="filer",
        published=sent,
        occurred_on=day,
        lang=cells.get("lang"),
        kind="form",
        cells={name: cells[name] for name in SHOWN if name in cells},
        attachments=tuple(_picture(path, cells.get("picture"))),
        contact=_contact(cells, day),
        line=number,
    )


def _picture(path: Path, name: str | None) -> Iterator[Attachment]:
    """Yield the picture that lies beside the submission, as ODK sends it."""
    beside = path.parent / Path(name).name if name else None
    if name and beside and beside.is_file():
        media_type = mimetypes.guess_type(beside.name)[0] or "application/octet-stream"
        yield Attachment(beside.name, media_type, beside.read_bytes())


def _contact(cells: Mapping[str, str], day: date) -> Contact | None:
    if cells.get("may_ask") != "yes" or not cells.get("reporter_name"):
        return None
    consent = Consent(given=True, to=(cells.get("share", "node"),), on=day)
    return Contact(name=cells["reporter_name"], contact=cells.get("reporter_contact"), consent=consent)


READER = Reader("form", fits, read)
