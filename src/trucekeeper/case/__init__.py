"""A ceasefire as data: its folder read strictly, every fault with file and line.

``load_case`` gives a :class:`Case`; the agreement that the case is about is read by the stage above, ``agreement``.
"""

from trucekeeper.case.actors import Actor, Actors
from trucekeeper.case.cells import Citation, Said
from trucekeeper.case.load import Case, bundled_cases, demonstration_case, load_case, nowhere
from trucekeeper.case.places import Gazetteer, Place
from trucekeeper.case.records import ChronologyRow, FigureRow
from trucekeeper.case.sources import Carrier, Source, Sources

__all__ = [
    "Actor",
    "Actors",
    "Carrier",
    "Case",
    "ChronologyRow",
    "Citation",
    "FigureRow",
    "Gazetteer",
    "Place",
    "Said",
    "Source",
    "Sources",
    "bundled_cases",
    "demonstration_case",
    "load_case",
    "nowhere",
]
