"""Where a fact stands: an address and its date, or the mark of what was read only in a secondary copy."""

from typing import Literal

from pydantic import model_validator

from trucekeeper.vocabulary.clock import parse_day
from trucekeeper.vocabulary.text import Frozen

SECONDARY = "secondary, not opened"


class Cite(Frozen):
    """A citation. ``secondary, not opened`` has no address and never supports a finding alone."""

    url: str | None = None
    date: str | None = None
    mark: Literal["secondary, not opened", "link via an aggregator, not opened"] | None = None
    via: str | None = None
    note: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _date_as_text(cls, data: object) -> object:
        if isinstance(data, dict) and data.get("date") is not None:
            parse_day(str(data["date"]))
            return {**data, "date": str(data["date"])}
        return data

    @model_validator(mode="after")
    def _address_or_mark(self) -> "Cite":
        if self.url is None and self.mark != SECONDARY:
            raise ValueError(f"a citation needs url, or mark: {SECONDARY!r}")
        if self.url is not None and not self.url.startswith(("http://", "https://")):
            raise ValueError(f"{self.url!r} is not an address; write https://…")
        return self
