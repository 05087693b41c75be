"""What the parties signed: instruments, their obligations clause by clause, the readings held of them, the zones."""

from trucekeeper.agreement.agreement import Agreement, load_agreement
from trucekeeper.agreement.instrument import Instrument
from trucekeeper.agreement.obligation import Obligation, Quantity, Reading
from trucekeeper.agreement.zone import Zone

__all__ = ["Agreement", "Instrument", "Obligation", "Quantity", "Reading", "Zone", "load_agreement"]
