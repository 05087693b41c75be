"""How fast incidents are held against an agreement: 100,000 incidents, every obligation of the Gaza case.

``python benchmarks/assess.py [INCIDENTS]``
"""

import os
import random
import sys
import time
from collections.abc import Iterator

from trucekeeper.agreement import load_agreement
from trucekeeper.case import bundled_cases, load_case
from trucekeeper.finding import assess
from trucekeeper.finding.derive import derive
from trucekeeper.incident import Incident

INCIDENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
PROMISED_SECONDS = 10


def incidents(made: tuple[Incident, ...], count: int) -> Iterator[Incident]:
    """Yield incidents like those of the case, each under an id of its own."""
    draw = random.Random(0)
    for number in range(count):
        yield draw.choice(made).model_copy(update={"id": f"i-{number}", "claims": (), "episode": None})


def main() -> None:
    """Print the time, the rate and the number of findings."""
    case = load_case(bundled_cases() / "gaza-2025")
    agreement = load_agreement(case)
    made = derive(case.rows, case.figures, case, agreement).incidents
    given = list(incidents(made, INCIDENTS))
    began = time.perf_counter()
    count = sum(1 for _ in assess(given, {}, case, agreement))
    spent = time.perf_counter() - began
    print(f"{os.cpu_count()} cores: {INCIDENTS:,} incidents x {len(agreement.obligations)} obligations")
    print(
        f"  {count:,} findings in {spent:.1f} s (promised {PROMISED_SECONDS} s), {INCIDENTS / spent:,.0f} incidents/s"
    )


if __name__ == "__main__":
    main()
