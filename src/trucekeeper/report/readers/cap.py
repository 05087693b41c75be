"""An alert in the Common Alerting Protocol (1.1 and 1.2): one report for each language of it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element

from trucekeeper.errors import Fault
from trucekeeper.report.incoming import Incoming
from trucekeeper.report.readers.reader import Asked, Found, Head, Reader, read_whole
from trucekeeper.report.readers.xml import local, parse, text, texts
from trucekeeper.vocabulary.marking import Marking

NAMESPACE = "urn:oasis:names:tc:emergency:cap:"
UNREAL = ("test", "exercise", "draft", "system")
"""Statuses of what is no alert to anyone."""
PUBLIC = "public"
"""The scope of what is for everyone; what is restricted, or private, is for those whom it names."""


def fits(head: Head) -> bool:
    """Tell whether it is an alert."""
    return NAMESPACE in head.text[:4000] and "alert" in head.text[:4000]


def read(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the alert in each of its languages."""
    root = parse(read_whole(path))
    alert = root if local(root) == "alert" else next((part for part in root.iter() if local(part) == "alert"), None)
    if alert is None:
        yield Fault(path, 1, "no alert element; a CAP message begins with one")
        return
    status = text(alert, "status") or ""
    if status.lower() in UNREAL:
        yield Fault(path, 1, f"an alert of status {status}, which tells of nothing that happened; left out")
        return
    infos = [part for part in alert if local(part) == "info"]
    if not infos:
        yield Fault(path, 1, "the alert holds no info, so there is nothing to read")
    for number, info in enumerate(infos, start=1):
        yield _report(alert, info, number)


def _report(alert: Element, info: Element, number: int) -> Incoming:
    areas = [named for area in info if local(area) == "area" for named in texts(area, "areaDesc")]
    parts = (text(info, "headline"), text(info, "description"), text(info, "instruction"), "; ".join(areas))
    named = ("identifier", "status", "msgType", "scope", "references")
    told = ("category", "event", "urgency", "severity", "certainty", "onset", "expires")
    cells = {name: text(alert, name) for name in named} | {name: text(info, name) for name in told}
    lang = (text(info, "language") or "en")[:2].lower()
    return Incoming(
        text="\n\n".join(part for part in parts if part) or (text(info, "event") or "alert"),
        key=f"{text(alert, 'identifier')}#{lang}#{number}",
        title=text(info, "headline"),
        source=text(info, "senderName") or text(alert, "sender"),
        published=_sent(alert),
        lang=lang,
        kind="event",
        marking=None if (text(alert, "scope") or PUBLIC).lower() == PUBLIC else Marking.AMBER,
        cells={name: value for name, value in cells.items() if value} | {"areaDesc": "; ".join(areas)},
        line=number,
    )


def _sent(alert: Element) -> datetime | None:
    try:
        sent = datetime.fromisoformat(text(alert, "sent") or "")
    except ValueError:
        return None
    return sent if sent.tzinfo else None


READER = Reader("cap", fits, read)
