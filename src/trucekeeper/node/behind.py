"""The claims behind an incident, typed anew from the record rows that they stand in."""

from collections.abc import Iterable

from trucekeeper.case import Case, ChronologyRow
from trucekeeper.case.entries import ROW
from trucekeeper.claim import Claim, type_row
from trucekeeper.node.node import Node

BATCH = 500


def claims_behind(node: Node, case: Case, names: Iterable[str]) -> dict[str, Claim]:
    """Return these claims by id, in the order given; one whose report no longer stands is left out."""
    wanted, known = list(dict.fromkeys(names)), dict[str, Claim]()
    reports = list(dict.fromkeys(name.split("#")[0] for name in wanted))
    for start in range(0, len(reports), BATCH):
        for version, _, body in node.ledger.records(reports[start : start + BATCH]):
            if version.kind == ROW:
                row = ChronologyRow.model_validate({key: value for key, value in body.items() if key != "v"})
                known |= {claim.id: claim for claim in type_row(row, case).claims}
    return {name: known[name] for name in wanted if name in known}
