"""The kinds of entry that a case makes: its version, its record rows and its published figures."""

from pydantic import Field

from trucekeeper.case.records import ChronologyRow, FigureRow
from trucekeeper.ledger.entries import Digest
from trucekeeper.ledger.kinds import Body, Kind
from trucekeeper.vocabulary.text import Frozen

VERSION, ROW, FIGURE = "case_version", "record_row", "figure"


class CaseVersion(Frozen):
    """The files of the case, each by its SHA-256, and the SHA-256 over their list."""

    version: Digest
    files: dict[str, Digest] = Field(min_length=1)


def _row_words(body: Body) -> tuple[str, ...]:
    return (body["summary"]["ar"], body["summary"]["en"], *body["places"], body.get("note") or "")


def _figure_words(body: Body) -> tuple[str, ...]:
    return body["metric"].replace("_", " "), body["publisher"], body.get("definition") or ""


KINDS = (
    Kind(VERSION, CaseVersion, "take_in", amendable=False),
    Kind(ROW, ChronologyRow, "take_in", day=lambda body: str(body["date"]), words=_row_words),
    Kind(FIGURE, FigureRow, "take_in", day=lambda body: str(body["as_of"]), words=_figure_words),
)
