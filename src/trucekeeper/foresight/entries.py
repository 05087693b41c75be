"""The kind of entry by which a forecast is published, so that it can be scored against what came."""

from datetime import date

from pydantic import Field

from trucekeeper.ledger.entries import Digest
from trucekeeper.ledger.kinds import Kind
from trucekeeper.vocabulary.text import Frozen


class AreaForecast(Frozen):
    """A distribution over a count for an area and a period, by its quantiles in per cent (5, 25, 50, 75, 95)."""

    area: str
    period: str
    quantiles: dict[str, int] = Field(min_length=1)


class ForecastBody(Frozen):
    """What was forecast at an origin, by which model, from which state of the ledger."""

    origin: date
    model: str
    engine: Digest
    computed_to: int
    areas: tuple[AreaForecast, ...]


KINDS = (Kind("forecast", ForecastBody, "operate", day=lambda body: str(body["origin"]), amendable=False),)
