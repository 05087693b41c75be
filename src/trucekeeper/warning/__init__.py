"""6. Who must know: warnings drafted by rules that are data, each beside its base rate; released only by people."""

from trucekeeper.warning.rules import Rule, check_rules, draft, load_rules
from trucekeeper.warning.warning import Drafted

__all__ = ["Drafted", "Rule", "check_rules", "draft", "load_rules"]
