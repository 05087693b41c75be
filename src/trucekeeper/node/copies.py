"""Copies of one text among all that a node holds: found by hashes that only this node can make.

The table is made from what is recorded and can be made anew from it; what was erased leaves it too.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from trucekeeper.ledger import Ledger
from trucekeeper.ledger.kinds import Body
from trucekeeper.node.node import SECRET_FILE, Node
from trucekeeper.report.likeness import bands, digest, likeness, words

BATCH = 500
CANDIDATES = 5
"""Texts that share the most bands are compared word by word; copies of one text are kept as one, so few are needed."""


class Content(NamedTuple):
    """What two reports are compared by: of prose its words, of a row of a table its cells, which are never alike."""

    words: list[str]
    prose: bool

    @classmethod
    def of(cls, text: str, cells: str | None) -> "Content":
        """Return the content of a report, with its cells as JSON where it was a row."""
        return cls(words(text), prose=True) if cells is None else cls(["row", *words(cells)], prose=False)


class Copy(NamedTuple):
    """The report that a text is a copy of, and how alike both are: 1 where the words are the same."""

    report: str
    likeness: float


class Copies:
    """The texts of a node's reports, as they are compared."""

    def __init__(self, node: Node) -> None:
        self._ledger, self._case, self._tables = node.ledger, node.file.case, node.tables
        self._secret = (node.folder / SECRET_FILE).read_bytes()[:64]
        self._fresh: dict[str, Content] = {}

    def begin(self) -> None:
        """Begin a commit: what is added from here on is compared before it stands in the ledger."""
        self._fresh.clear()

    def name(self, content: Content) -> str:
        """Return the id that a report of this content has on this node, and on no other."""
        first, second = (digest([mark, *content.words], secret=self._secret) for mark in ("a", "b"))
        return f"r-{first:016x}{second & 0xFFFF:04x}"

    def under(self, key: str) -> str | None:
        """Return the latest report that came under a key."""
        found = self._tables.rows(
            "SELECT report FROM copy WHERE case_id = %s AND origin = %s ORDER BY n DESC LIMIT 1",
            (self._case, self._origin(key)),
        )
        return found[0][0] if found else None

    def of(self, content: Content) -> Copy | None:
        """Return what a content is a copy of: the very same first, else the likeliest that is one."""
        if not content.words:
            return None
        same = self._tables.rows(
            "SELECT report FROM copy WHERE case_id = %s AND words = %s ORDER BY n LIMIT 1",
            (self._case, digest(content.words, secret=self._secret)),
        )
        if same:
            return Copy(same[0][0], 1.0)
        found = [
            Copy(report, alike)
            for report in (self._candidates(content.words) if content.prose else ())
            if (held := self._held(report)) is not None and (alike := likeness(held.words, content.words)) is not None
        ]
        return max(found, key=lambda copy: copy.likeness, default=None)

    def _candidates(self, text: list[str]) -> list[str]:
        """Return the reports that share the most bands with a text."""
        hashes = bands(text, secret=self._secret)
        if not hashes:
            return []
        marks = ", ".join(["%s"] * len(hashes))
        met = Counter(n for (n,) in self._tables.rows(f"SELECT n FROM band WHERE hash IN ({marks})", hashes))  # noqa: S608
        most = [n for n, _ in met.most_common(CANDIDATES)]
        if not most:
            return []
        marks = ", ".join(["%s"] * len(most))
        found = self._tables.rows(
            f"SELECT report FROM copy WHERE case_id = %s AND n IN ({marks}) ORDER BY n",  # noqa: S608
            (self._case, *most),
        )
        return [report for (report,) in found]

    def _held(self, report: str) -> Content | None:
        if report in self._fresh:
            return self._fresh[report]
        return next((content_of(self._ledger, body) for _, _, body in self._ledger.records([report])), None)

    def add(self, report: str, content: Content, key: str | None) -> None:
        """Add a report, which came under *key* where what it came from gives one."""
        self._fresh[report] = content
        own = digest(content.words, secret=self._secret) if content.words else None
        ((n,),) = self._tables.rows(
            "INSERT INTO copy (case_id, report, origin, words) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (case_id, report) DO UPDATE SET words = excluded.words RETURNING n",
            (self._case, report, self._origin(key) if key else None, own),
        )
        rows = [(hashed, n) for hashed in bands(content.words, secret=self._secret)] if content.prose else []
        if rows:
            self._tables.run_many("INSERT INTO band (hash, n) VALUES (%s, %s) ON CONFLICT DO NOTHING", rows)

    def forget(self, reports: Iterable[str]) -> None:
        """Remove reports whose text was erased."""
        for report in reports:
            for (n,) in self._tables.rows(
                "SELECT n FROM copy WHERE case_id = %s AND report = %s", (self._case, report)
            ):
                self._tables.run("DELETE FROM band WHERE n = %s", (n,))
                self._tables.run("DELETE FROM copy WHERE n = %s", (n,))

    def rebuild(self) -> None:
        """Make the table anew from the reports that stand."""
        self._tables.run("DELETE FROM band WHERE n IN (SELECT n FROM copy WHERE case_id = %s)", (self._case,))
        self._tables.run("DELETE FROM copy WHERE case_id = %s", (self._case,))
        self.catch_up()

    def catch_up(self, *, after: int = 0) -> None:
        """Add the reports that entries behind *after* brought in another way than by intake."""
        absent = self._tables.rows(
            "SELECT r.record FROM record r LEFT JOIN copy c ON c.case_id = r.case_id AND c.report = r.record "
            "WHERE r.case_id = %s AND r.kind = 'report' AND r.seq > %s AND r.closed IS NULL AND c.n IS NULL",
            (self._case, after),
        )
        for start in range(0, len(absent), BATCH):
            for version, _, body in self._ledger.records([name for (name,) in absent[start : start + BATCH]]):
                content = content_of(self._ledger, body)
                if content is not None:
                    key = self._ledger.held(body["origin"]) if body.get("origin") else None
                    self.add(version.record, content, key.data.decode() if key else None)
            self._fresh.clear()

    def _origin(self, key: str) -> int:
        return digest(["origin", key], secret=self._secret)


def content_of(ledger: Ledger, body: Body) -> Content | None:
    """Return the content of a report that is recorded; None where its text was erased."""
    text = ledger.held(body["text"])
    cells = ledger.held(body["cells"]) if body.get("cells") else None
    if text is None:
        return None
    return Content.of(text.data.decode("utf-8", "replace"), cells.data.decode() if cells else None)
