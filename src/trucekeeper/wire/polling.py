"""Asking an address again and again without being a burden: only for what is new, less often after a failure.

A site says what it gave last by ``ETag`` and ``Last-Modified``, and is asked for what is newer; it says by
``robots.txt`` what it does not want asked, and by ``Retry-After`` when to come again.
"""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from trucekeeper.errors import BadInput, NoAnswer
from trucekeeper.wire.wire import AGENT, Response, get

FIRST_DELAY = timedelta(minutes=1)
"""How long to stay away after a first failure; twice as long after each further one."""
LONGEST_DELAY = timedelta(hours=12)
NOT_MODIFIED = 304
TOO_MANY = 429
LARGEST_ROBOTS_BYTES = 500_000


class Visit(NamedTuple):
    """What the last visit to an address left behind."""

    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    not_before: datetime | None = None
    said: str = ""


class Robots:
    """What the sites that are visited in one round do not want asked."""

    def __init__(self, *, private: bool = False) -> None:
        self._private = private
        self._known: dict[str, RobotFileParser] = {}

    def allow(self, url: str) -> bool:
        """Tell whether the site lets *url* be asked; one without rules, or whose rules cannot be had, does.

        A site that refuses to show its rules (401, 403) is not asked.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._known:
            self._known[site] = self._rules(site)
        return self._known[site].can_fetch(AGENT, url)

    def _rules(self, site: str) -> RobotFileParser:
        rules = RobotFileParser()
        try:
            answer = get(f"{site}/robots.txt", private=self._private, largest=LARGEST_ROBOTS_BYTES)
        except NoAnswer:
            answer = Response(404, "", b"")
        refused = answer.status in (401, 403)
        lines = answer.body.decode("utf-8", "replace").splitlines() if answer.status == 200 else []
        rules.parse(["User-agent: *", "Disallow: /"] if refused else lines)
        return rules


def poll(
    url: str, visit: Visit, *, robots: Robots, now: datetime, private: bool = False
) -> tuple[Response | None, Visit]:
    """Ask *url* for what is new since *visit*; return the answer, or None, and what to remember.

    ``Visit.said`` says in a word why nothing came: nothing is new, it is too early, the site does not want it, or what
    went wrong.
    """
    if visit.not_before and now < visit.not_before:
        return None, visit._replace(said=f"not asked before {visit.not_before.isoformat(timespec='seconds')}")
    try:
        if not robots.allow(url):
            return None, visit._replace(said="the site does not want it asked (robots.txt)")
        since = {"If-None-Match": visit.etag, "If-Modified-Since": visit.last_modified}
        answer = get(url, headers={name: value for name, value in since.items() if value}, private=private)
    except (NoAnswer, BadInput) as error:
        return None, _failed(visit, str(error), None, now)
    if answer.status == NOT_MODIFIED:
        return None, visit._replace(failures=0, not_before=None, said="nothing new")
    if answer.status != 200:
        return None, _failed(visit, f"answered with status {answer.status}", answer, now)
    return answer, Visit(answer.header("etag"), answer.header("last-modified"))


def _failed(visit: Visit, said: str, answer: Response | None, now: datetime) -> Visit:
    """Return a visit that stays away for a while: as long as the site asks, or twice as long as the last time."""
    delay = min(FIRST_DELAY * 2**visit.failures, LONGEST_DELAY)
    asked = answer.header("retry-after") if answer else None
    if asked is not None:
        delay = min(max(_retry_after(asked, now) or delay, FIRST_DELAY), LONGEST_DELAY)
    return visit._replace(failures=min(visit.failures + 1, 20), not_before=now + delay, said=said)


def _retry_after(text: str, now: datetime) -> timedelta | None:
    """Return how long ``Retry-After`` asks to stay away: seconds, or a date of the web."""
    if text.strip().isdigit():
        return timedelta(seconds=min(int(text), int(LONGEST_DELAY.total_seconds())))
    try:
        at = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)) - now
