"""The intake form: a text that is pasted, files, or an address that is asked once. Nothing of it needs a script."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trucekeeper.errors import BadInput, Fault, NoRight
from trucekeeper.ledger import Person
from trucekeeper.ledger.access import may_read
from trucekeeper.ledger.vault import Consent, Contact
from trucekeeper.node.intake import TYPED_IN, Origin, Taken, asked, take_file, take_in, take_url
from trucekeeper.node.node import Node
from trucekeeper.node.screens.frame import frame, posted, screen
from trucekeeper.node.screens.naming import lang_name
from trucekeeper.report.incoming import Incoming
from trucekeeper.report.readers import FIELDS, ColumnMap
from trucekeeper.report.readers import Asked as Told
from trucekeeper.report.readers.table import read_time
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.vocabulary.sentence import style
from trucekeeper.vocabulary.text import Lang

LARGEST_UPLOAD_BYTES = 20_000_000
"""Of one file. A larger one is for the command line, which shows how far it is and can be interrupted."""
SHOWN = 50
"""Faults, and reports, of one file that are shown one by one."""
SHARES = ("node", "partners", "public")
WAYS = ("text", "files", "address")
COLUMN = "column-"


@dataclass
class Outcome:
    """What became of one text, file or address, and, of a table that nobody explained yet, its columns."""

    what: str
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)
    columns: tuple[str, ...] = ()

    def take(self, found: Iterable[Taken | Fault]) -> "Outcome":
        """Count what is found."""
        for one in found:
            self.counts[one.severity if isinstance(one, Fault) else one.became] += 1
            if isinstance(one, Fault):
                self.faults.append(one)
            else:
                self.reports.append(one.report)
        return self


class Refused(Exception):
    """What was given cannot be taken; the key of the words that say why."""


@screen
def taking(request: HttpRequest, lang: Lang, node: Node, reader: Person) -> HttpResponse:
    """Show the form; take in what it is sent, and say what became of it. What is known already changes nothing."""
    context = {**frame(request, lang), "here": "reports", **_choices(node, reader, lang)}
    if "take_in" not in reader.rights:
        return render(request, "no_right.html", {**context, "fault": "no_right_to_take_in"}, status=403)
    if request.method != "POST":
        return render(request, "taking.html", context)
    given = context["given"] = defaultdict(str, posted(request))
    try:
        outcomes = list(_taken(request, node, reader, given))
    except Refused as why:
        return render(request, "taking.html", {**context, "fault": str(why)}, status=400)
    except NoRight:
        return render(request, "taking.html", {**context, "fault": "no_right_to_take_in"}, status=403)
    except BadInput as error:
        return render(request, "taking.html", {**context, "fault": "intake_refused", "said": str(error)}, status=400)
    context |= {
        "outcomes": outcomes,
        "readable": _readable(node, reader, outcomes),
        "most_shown": SHOWN,
        "columns": next((one.columns for one in outcomes if one.columns), ()),
        "given": given if any(one.counts["error"] for one in outcomes) else defaultdict(str),
    }
    return render(request, "taking.html", context)


def _readable(node: Node, reader: Person, outcomes: list[Outcome]) -> set[str]:
    """Return which of the reports that were taken in the person may read too."""
    names = [name for one in outcomes for name in one.reports[:SHOWN]]
    found = node.ledger.records(names) if names else ()
    return {version.record for version, entry, _ in found if may_read(reader, entry.marking, entry.audience)}


def _choices(node: Node, reader: Person, lang: Lang) -> dict[str, Any]:
    names = (source.name.term.text[lang] for source in node.case().sources.all)
    return {
        "fault": None,
        "said": "",
        "given": defaultdict(str),
        "nothing": defaultdict(str),
        "outcomes": [],
        "columns": (),
        "fields": FIELDS,
        "sources": sorted(names),
        "langs": sorted((lang_name(code, lang), code) for code in style(lang)["languages"] if len(code) == 2),
        "markings": [marking.value for marking in Marking if marking in reader.markings],
        "shares": SHARES,
        "most_megabytes": LARGEST_UPLOAD_BYTES // 1_000_000,
    }


def _taken(request: HttpRequest, node: Node, reader: Person, given: dict[str, str]) -> Iterator[Outcome]:
    """Take in what was sent, by the way that it was sent.

    Raises:
        Refused: nothing was sent, or what was said of it is no time, marking or consent.
    """
    origin = Origin(
        person=reader.id,
        source=given.get("source", "").strip() or None,
        lang=given.get("lang") or None,
        marking=_marking(reader, given.get("marking", "")),
    )
    way = given.get("way", "")
    if way == "text":
        yield _text(node, origin, given)
    elif way == "address" and (address := given.get("address", "").strip()):
        yield Outcome(address).take(take_url(node, address, origin, told=asked(node, person=reader.id)))
    elif way == "files" and request.FILES.getlist("files"):
        yield from _files(node, origin, request.FILES.getlist("files"), _columns(given))
    else:
        raise Refused("intake_empty" if way in WAYS else "act_unknown")


def _marking(reader: Person, said: str) -> Marking | None:
    if said and said not in reader.markings:
        raise Refused("marking_not_held")
    return Marking(said) if said else None


def _text(node: Node, origin: Origin, given: dict[str, str]) -> Outcome:
    text = given.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        raise Refused("intake_empty")
    try:
        said = given.get("published", "").strip()
        published = read_time(said, Told(node.case().zone)) if said else None
    except ValueError:
        raise Refused("no_time") from None
    contact = _contact(node, given)
    one = Incoming(
        text=text,
        published=published,
        carrier=TYPED_IN,
        url=given["url"] if given.get("url", "").startswith(("http://", "https://")) else None,
        kind="form" if contact else "text",
        contact=contact,
    )
    return Outcome("").take(take_in(node, [one], Path("text"), origin))


def _contact(node: Node, given: dict[str, str]) -> Contact | None:
    """Return who told it, for the vault alone; without consent nothing of the person is kept."""
    name, share = given.get("filer_name", "").strip(), given.get("filer_share", "")
    if not name:
        return None
    if given.get("filer_consent") != "yes" or share not in SHARES:
        raise Refused("consent_needed")
    today = datetime.now(node.case().zone).date()
    consent = Consent(given=True, to=(share,), on=today)
    return Contact(name=name, contact=given.get("filer_contact") or None, consent=consent)


def _columns(given: dict[str, str]) -> ColumnMap | None:
    named = {key.removeprefix(COLUMN): value for key, value in given.items() if key.startswith(COLUMN) and value}
    if named and "text" not in named:
        raise Refused("columns_need_text")
    return {key: value for key, value in named.items() if key in FIELDS} or None


def _files(
    node: Node, origin: Origin, files: "list[UploadedFile[bytes]]", columns: ColumnMap | None
) -> Iterator[Outcome]:
    """Take in files together, since a submission names the picture that lies beside it."""
    with tempfile.TemporaryDirectory() as folder:
        kept = []
        for number, file in enumerate(files):
            path = Path(folder) / Path(file.name or "file").name
            path = path if not path.exists() else Path(folder) / f"{number}-{path.name}"
            if file.size is None or file.size > LARGEST_UPLOAD_BYTES:
                raise Refused("upload_too_large")
            with path.open("wb") as out:
                out.writelines(file.chunks())
            kept.append(path)
        for path in kept:
            yield _file(node, origin, path, columns)


def _file(node: Node, origin: Origin, path: Path, columns: ColumnMap | None) -> Outcome:
    outcome = Outcome(path.name)

    def ask(names: tuple[str, ...]) -> None:
        outcome.columns = names

    told = asked(node, person=origin.person, columns=columns, ask=ask)
    return outcome.take(take_file(node, path, origin, told=told))
