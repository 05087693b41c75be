"""3. What claims are about: incidents (one moment and place), the episodes that join them, who carries them."""

from trucekeeper.incident.corroboration import Corroboration, corroborate
from trucekeeper.incident.incident import ClaimedAct, Episode, Incident, Number
from trucekeeper.incident.linkage import Linked, link
from trucekeeper.incident.linker import Doubtful, Linker
from trucekeeper.incident.totals import check_casualty, chosen, totals

__all__ = [
    "ClaimedAct",
    "Corroboration",
    "Doubtful",
    "Episode",
    "Incident",
    "Linked",
    "Linker",
    "Number",
    "check_casualty",
    "chosen",
    "corroborate",
    "link",
    "totals",
]
