"""Asking feeds and pages again and again: one connection a site, several sites at a time, and what was learnt kept."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from trucekeeper.errors import Fault
from trucekeeper.node.intake import Origin, Taken, asked, take_answer
from trucekeeper.node.node import Node
from trucekeeper.wire import Response, Robots, Visit, poll

SITES_AT_A_TIME = 8


class Asked(NamedTuple):
    """What an address gave, and what is to be remembered of it."""

    url: str
    answer: Response | None
    visit: Visit


def watch_round(
    node: Node, urls: Sequence[str], origin: Origin, *, now: datetime, private: bool = False
) -> Iterator[tuple[str, Iterable[Taken | Fault]]]:
    """Ask each address once for what is new, and yield what became of it.

    A visit is remembered only after what it gave was taken in: where the intake is interrupted, it is asked again.
    """
    visits = {url: _visit(node, url) for url in urls}
    sites: dict[str, list[str]] = defaultdict(list)
    for url in dict.fromkeys(urls):
        sites[urlsplit(url).netloc].append(url)

    def ask(site: list[str]) -> list[Asked]:
        robots = Robots(private=private)
        return [Asked(url, *poll(url, visits[url], robots=robots, now=now, private=private)) for url in site]

    with ThreadPoolExecutor(SITES_AT_A_TIME) as pool:
        for answers in pool.map(ask, sites.values()):
            for url, answer, visit in answers:
                if answer is None:
                    yield url, [Fault(Path(url), 1, visit.said, severity="note")]
                else:
                    at = Origin(**{**origin.__dict__, "answer": answer, "captured_at": now})
                    yield url, take_answer(node, answer, at, told=asked(node, person=origin.person))
                _remember(node, url, visit)


def _visit(node: Node, url: str) -> Visit:
    found = node.tables.rows("SELECT state FROM visit WHERE case_id = %s AND url = %s", (node.file.case, url))
    if not found:
        return Visit()
    state = json.loads(found[0][0])
    before = state.pop("not_before")
    return Visit(**state, not_before=datetime.fromisoformat(before) if before else None)


def _remember(node: Node, url: str, visit: Visit) -> None:
    state = {**visit._asdict(), "not_before": visit.not_before.isoformat() if visit.not_before else None}
    node.tables.run(
        "INSERT INTO visit (case_id, url, state) VALUES (%s, %s, %s) "
        "ON CONFLICT (case_id, url) DO UPDATE SET state = excluded.state",
        (node.file.case, url, json.dumps(state)),
    )
