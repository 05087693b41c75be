"""How fast claims are linked: 100,000 and 1,000,000 of them, and one report more to a node that holds them all.

``python benchmarks/link.py [CLAIMS] [--quick]`` makes claims of 400 places, as many on each place-day however long the
span: an event has one to four texts, a text one to many copies (a Pareto tail), each text a signature of 20 runs and a
dozen words, given and not computed. What is timed is linking alone: the claims come as the light accounts that ``link``
makes of them, one a claim. It prints the seconds, the exponent of time from a tenth to all, the highest memory, and the
95th percentile of the time in which one more report is linked.
"""

import os
import random
import resource
import sys
import time
from collections.abc import Iterator
from itertools import islice
from math import log

from trucekeeper.incident import Linker
from trucekeeper.incident.account import Account
from trucekeeper.report.likeness import BANDS

PLACES = 400
PER_PLACE_DAY = 5
COPIES_TAIL = 1.6
"""The exponent of the number of copies: most texts have one or two, a few hundreds."""
MOST_COPIES = 1000
PROMISED_SECONDS, PROMISED_GIGABYTES, PROMISED_EXPONENT, PROMISED_MILLISECONDS = 180, 6, 1.15, 50
ADDED = 500
WORDS = 4000
FIRST_DAY = 738_000


def accounts(count: int, seed: int = 0) -> Iterator[Account]:
    """Yield so many accounts, the copies of a text one after the other, over as many days as they fill."""
    draw = random.Random(seed)
    days = max(1, count // (PLACES * PER_PLACE_DAY))
    made = 0
    while True:
        place, day = draw.randrange(PLACES), FIRST_DAY + draw.randrange(days)
        act, killed = draw.choice(("shelling", "air_strike", "gunfire", "use_of_force")), draw.randrange(60)
        words = draw.sample(range(WORDS), 12)
        for _ in range(draw.randint(1, 4)):
            text = _text(draw, place, day, act, killed, words)
            for _ in range(min(MOST_COPIES, int(draw.paretovariate(COPIES_TAIL)))):
                yield text._replace(id=f"r{made:07}#1", source=f"s{draw.randrange(300)}")
                made += 1


def _text(draw: random.Random, place: int, day: int, act: str, killed: int, words: list[int]) -> Account:
    """Return an account of an event: half of its words, its toll or a later one, its day or the next."""
    plain = frozenset(-2 * word - 1 for word in (*draw.sample(words, 6), *draw.sample(range(WORDS), 4)))
    name = -2 * (10_000 + place)
    start = day + (draw.random() < 0.2)
    return Account(
        id="",
        source="",
        own=frozenset((name,)),
        reach=frozenset((-2 * (20_000 + place // 20),)),
        governorate=None,
        start=start,
        end=start + 2,
        dated=False,
        acts=frozenset((act,)),
        killed=None if draw.random() < 0.1 else killed + (draw.random() < 0.2),
        injured=None,
        names=frozenset((name, -2 * (20_000 + place // 20), -2 * draw.choice(words))),
        plain=plain,
        bands=frozenset(draw.getrandbits(62) for _ in range(BANDS)),
    )


def main() -> None:
    """Print the times of a tenth and of all, the exponent, the memory and the time of one report more."""
    sizes = [int(one) for one in sys.argv[1:] if one.isdigit()] or [20_000 if "--quick" in sys.argv else 1_000_000]
    whole = sizes[0]
    tenth, _ = _seconds(whole // 10)
    all_of_it, linker = _seconds(whole)
    exponent = log(all_of_it / tenth) / log(10)
    print(f"{os.cpu_count()} cores: {whole // 10:,} claims in {tenth:.1f} s, {whole:,} in {all_of_it:.1f} s")
    print(f"  {all_of_it / PROMISED_SECONDS:.2f} of the {PROMISED_SECONDS} s promised for 1,000,000")
    print(f"  exponent {exponent:.2f} (promised {PROMISED_EXPONENT})")
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"  {gigabytes:.2f} GB at most (promised {PROMISED_GIGABYTES})")
    groups = len(linker.groups())
    milliseconds = sorted(_one_more(linker, whole))
    late = milliseconds[int(0.95 * len(milliseconds))]
    middle = milliseconds[len(milliseconds) // 2]
    print(f"  {groups:,} incidents")
    print(f"  one report more: p50 {middle:.1f} ms, p95 {late:.1f} ms (promised {PROMISED_MILLISECONDS})")


def _seconds(count: int) -> tuple[float, Linker]:
    linker, given = Linker(), list(islice(accounts(count), count))
    began = time.perf_counter()
    linker.add(given)
    return time.perf_counter() - began, linker


def _one_more(linker: Linker, held: int) -> Iterator[float]:
    """Yield the milliseconds in which each of some new reports of the same days and places is linked."""
    for number, one in enumerate(islice(accounts(held, seed=1), ADDED)):
        began = time.perf_counter()
        linker.add([one._replace(id=f"x{number:07}#1")])
        yield 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
