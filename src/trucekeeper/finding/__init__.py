"""4. What the agreement says of it: four answers apart for each clause and reading, proposed by rule."""

from trucekeeper.finding.assess import assess
from trucekeeper.finding.examples import Example, check_examples, load_examples
from trucekeeper.finding.figures import Audit, Point, Published, audit
from trucekeeper.finding.finding import Answer, Author, Finding, Step

__all__ = [
    "Answer",
    "Audit",
    "Author",
    "Example",
    "Finding",
    "Point",
    "Published",
    "Step",
    "assess",
    "audit",
    "check_examples",
    "load_examples",
]
