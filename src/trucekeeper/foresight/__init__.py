"""5. What may come: series of incidents, a distribution over the next weeks, and how well it has done.

Nobody predicts an onset from silence, and this does not: where an area has had no incident, the forecast says only
how rare they were.
"""

from trucekeeper.foresight.models import Weighted, crps, exponentially_weighted
from trucekeeper.foresight.outlook import Outlook, outlook
from trucekeeper.foresight.series import WeeklySeries, weekly

__all__ = ["Outlook", "WeeklySeries", "Weighted", "crps", "exponentially_weighted", "outlook", "weekly"]
