"""How fast copies of one text are found to be one voice: 1,000 and 10,000 of them, whose signatures share a band.

``python benchmarks/copies.py [COPIES]``
"""

import os
import sys
import time
from datetime import UTC, datetime, timedelta

from trucekeeper.case import Case, bundled_cases, load_case
from trucekeeper.case.citation import SECONDARY
from trucekeeper.claim import Claim, type_row
from trucekeeper.incident import corroborate
from trucekeeper.incident.corroboration import summed_up

COPIES = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
BANDS = 20
PROMISED_RATIO = 12
"""Ten times the copies may take this many times the time: linear, but for what sorting and caches add."""


def main() -> None:
    """Print the time for a tenth of the copies, for all of them, and the ratio."""
    case = load_case(bundled_cases() / "gaza-2025")
    claims = (claim for row in case.rows for claim in type_row(row, case).claims)
    text = next(claim for claim in claims if claim.stance == "asserts")
    copies = [_copy(text, number) for number in range(COPIES)]
    tenth, whole = (_seconds(copies[:count], case) for count in (COPIES // 10, COPIES))
    print(f"{os.cpu_count()} cores: {COPIES // 10:,} copies in {tenth:.2f} s, {COPIES:,} in {whole:.2f} s")
    print(f"  ratio {whole / tenth:.1f} (promised {PROMISED_RATIO})")


def _copy(text: Claim, number: int) -> Claim:
    """Return a copy that shares one band with the one before it and one with the one after it."""
    signature = (number, number + 1, *range(10**6 + BANDS * number, 10**6 + BANDS * number + BANDS - 2))
    at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
    own = {"id": f"r{number}#1", "report": f"r{number}", "source": f"s{number}", "carrier": "a page"}
    return text.model_copy(update={**own, "signature": signature, "published": at})


def _seconds(copies: list[Claim], case: Case) -> float:
    began = time.perf_counter()
    main = corroborate(copies, copies[0].act.code, copies[0].actor.id, case, SECONDARY)
    found = summed_up(copies, case, main)
    assert (found.independent, found.by_kind) == (1, {"media": 1}), found
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
