"""JSON: lines of objects, lists of objects, and GeoJSON; an object a report."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from trucekeeper.errors import Fault
from trucekeeper.report.readers.reader import HEAD_BYTES, Asked, Found, Head, Reader, read_whole
from trucekeeper.report.readers.table import Dialect, dialect_of, flat, record_report, unmapped
from trucekeeper.vocabulary.place import strays
from trucekeeper.vocabulary.text import decode

CASUALTIES = Dialect(
    "casualties-daily",
    frozenset({"report_date"}),
    {"id": "report_date", "date": "report_date", "source": "report_source|flash_source"},
    "Tech for Palestine",
    kind="table",
)
"""The daily series of Tech for Palestine. A key that is absent was not reported: it is nowhere taken for zero."""


class TooDeep(ValueError):
    """JSON that is nested so deep that nothing can read it."""


def loaded(data: bytes) -> Any:
    """Return what JSON says.

    Raises:
        ValueError: it is no JSON.
        TooDeep: it is nested too deep.
    """
    try:
        return json.loads(decode(data)[0], parse_constant=str)
    except json.JSONDecodeError as error:
        raise ValueError(f"line {error.lineno}: no JSON: {error.msg}") from None
    except RecursionError:
        raise TooDeep("the JSON is nested too deep") from None


def is_lines(head: Head) -> bool:
    """Tell whether each line is an object."""
    first, end, _ = head.text.partition("\n")
    long = not end and len(head.data) >= HEAD_BYTES
    return first.startswith("{") and (first.rstrip().endswith("}") or long) and not is_geojson(head)


def is_geojson(head: Head) -> bool:
    """Tell whether it is GeoJSON."""
    return head.text.startswith("{") and '"FeatureCollection"' in head.text[:2000]


def is_casualties(head: Head) -> bool:
    """Tell whether it is a daily series of Tech for Palestine."""
    return head.text.startswith("[") and '"report_date"' in head.text[:400]


def is_list(head: Head) -> bool:
    """Tell whether it is a list of objects."""
    return head.text.startswith("[") and head.text[1:].lstrip().startswith("{")


def read_lines(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the objects of a file that holds one a line; what their names mean is asked for the first."""
    dialect: Dialect | None = None
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                record = loaded(line)
            except ValueError as error:
                yield Fault(path, number, str(error).removeprefix("line 1: "))
                continue
            if dialect is None and isinstance(record, Mapping):
                dialect = dialect_of(record, asked)
                if dialect is None:
                    yield Fault(path, number, unmapped(record))
                    return
            yield from _record(path, number, record, dialect, asked)


def read_geojson(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the features of a collection, each with its geometry as a cell."""
    features = loaded(read_whole(path)).get("features")
    if not isinstance(features, list):
        yield Fault(path, 1, "a FeatureCollection without features")
        return
    records: list[object] = []
    for number, feature in enumerate(features, start=1):
        stray = next(strays(feature.get("geometry")), None) if isinstance(feature, Mapping) else None
        if stray is not None:
            said = f"the point {list(stray)} lies nowhere on earth: longitude (±180) stands first, then latitude (±90)"
            yield Fault(path, number, f"{said}; taken in as it is", severity="note")
        if isinstance(feature, Mapping) and isinstance(feature.get("properties"), Mapping):
            named = {"id": feature["id"]} if feature.get("id") is not None else {}
            records.append({**named, **feature["properties"], "geometry": feature.get("geometry")})
        else:
            records.append(None)
    yield from _records(path, records, asked)


def read_casualties(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the days of a daily series."""
    dialect = CASUALTIES._replace(name=f"casualties-daily:{path.stem}")
    for number, record in enumerate(loaded(read_whole(path)), start=1):
        if not isinstance(record, Mapping):
            yield Fault(path, number, "no object; left out")
            continue
        yield from record_report(path, number, flat(record), dialect, asked)


def read_list(path: Path, asked: Asked) -> Iterator[Found]:
    """Yield the objects of a list."""
    yield from _records(path, loaded(read_whole(path)), asked)


def _records(path: Path, records: list[object], asked: Asked) -> Iterator[Found]:
    """Yield the reports that objects are; what their names mean is asked once, for all the names that one has."""
    names = dict.fromkeys(name for record in records if isinstance(record, Mapping) for name in record)
    dialect = dialect_of(names, asked)
    if dialect is None:
        yield Fault(path, 1, unmapped(names))
        return
    for number, record in enumerate(records, start=1):
        yield from _record(path, number, record, dialect, asked)


def _record(path: Path, number: int, record: object, dialect: Dialect | None, asked: Asked) -> Iterator[Found]:
    if dialect is None or not isinstance(record, Mapping):
        yield Fault(path, number, "no object with properties; left out")
        return
    yield from record_report(path, number, flat(record), dialect, asked)


LINES_READER = Reader("jsonl", is_lines, read_lines)
GEOJSON_READER = Reader("geojson", is_geojson, read_geojson)
CASUALTIES_READER = Reader("casualties", is_casualties, read_casualties)
LIST_READER = Reader("json", is_list, read_list)
