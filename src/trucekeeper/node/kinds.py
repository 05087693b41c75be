"""Every kind of entry, as the stages register them."""

from trucekeeper.brief.entries import KINDS as BRIEF
from trucekeeper.case.entries import KINDS as CASE
from trucekeeper.claim.entries import KINDS as CLAIM
from trucekeeper.desk import KINDS as DESK
from trucekeeper.exchange import KINDS as EXCHANGE
from trucekeeper.finding.entries import KINDS as FINDING
from trucekeeper.foresight.entries import KINDS as FORESIGHT
from trucekeeper.incident.entries import KINDS as INCIDENT
from trucekeeper.ledger import Kinds
from trucekeeper.ledger.entries import KINDS as LEDGER
from trucekeeper.report.entries import KINDS as REPORT
from trucekeeper.warning.entries import KINDS as WARNING

KINDS = Kinds(
    kind
    for stage in (LEDGER, CASE, REPORT, CLAIM, INCIDENT, FINDING, FORESIGHT, DESK, WARNING, EXCHANGE, BRIEF)
    for kind in stage
)
