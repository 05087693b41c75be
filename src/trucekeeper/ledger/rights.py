"""Who may do what: people, their roles, and the duties that are kept apart. The one place where it is decided.

People and roles are entries; this is their fold. Two duties are never one person's: whoever filed or corrected what an
entry is about cannot be the author of an entry of a kind that is ``apart`` (a check of a report, the release of a
warning). Nobody gives a role to themselves. The node itself may only operate: keep its key, its checkpoints and the log
of its vault, and enter the first people of an empty chain.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from trucekeeper.errors import NoRight
from trucekeeper.ledger.kinds import Body, Kind, Right
from trucekeeper.vocabulary.marking import Marking
from trucekeeper.vocabulary.text import T

NODE = "node"
OPERATOR = "operator"
PERSON, RIGHT = "person", "right"

ROLES: dict[str, frozenset[Right]] = {
    "operator": frozenset({"take_in", "read", "export"}),
    "reader": frozenset({"read"}),
    "monitor": frozenset({"read", "take_in"}),
    "analyst": frozenset({"read", "take_in", "judge", "draft"}),
    "verifier": frozenset({"read", "judge", "check", "verify"}),
    "investigator": frozenset({"read", "check", "investigate"}),
    "assessor": frozenset({"read", "find"}),
    "liaison": frozenset({"read", "answer"}),
    "desk_officer": frozenset({"read", "take_in", "keep_desk"}),
    "harm_checker": frozenset({"read", "approve"}),
    "releaser": frozenset({"read", "release", "export"}),
    "source_keeper": frozenset({"read", "open_vault"}),
    "administrator": frozenset({"read", "administer"}),
}

ROLE_NAMES: dict[str, T] = {
    "operator": T(en="operator", ar="مشغّل"),
    "reader": T(en="reader", ar="قارئ"),
    "monitor": T(en="monitor", ar="مراقب"),
    "analyst": T(en="analyst", ar="محلل"),
    "verifier": T(en="verifier", ar="مدقق"),
    "investigator": T(en="investigator", ar="محقق"),
    "assessor": T(en="assessor", ar="مقيّم"),
    "liaison": T(en="liaison", ar="ضابط اتصال"),
    "desk_officer": T(en="desk officer", ar="مسؤول مسار"),
    "harm_checker": T(en="harm checker", ar="مدقق الضرر"),
    "releaser": T(en="releaser", ar="مجيز النشر"),
    "source_keeper": T(en="source keeper", ar="أمين المصادر"),
    "administrator": T(en="administrator", ar="مدير"),
}


@dataclass(frozen=True)
class Person:
    """Who acts: an opaque id, the organisation, the markings held, and the roles in the case."""

    id: str
    organisation: str
    markings: frozenset[Marking] = frozenset({Marking.CLEAR})
    roles: frozenset[str] = frozenset()
    name: T | None = None

    @property
    def rights(self) -> frozenset[Right]:
        """What the person's roles allow."""
        return frozenset(right for role in self.roles for right in ROLES[role])


class People:
    """The people of a case as their entries leave them."""

    def __init__(self) -> None:
        self.by_id: dict[str, Person] = {}

    def take(self, kind: str, body: Body) -> None:
        """Fold one ``person`` or ``right`` entry in."""
        known = self.by_id.get(body["person"])
        if kind == PERSON:
            self.by_id[body["person"]] = Person(
                id=body["person"],
                organisation=body["organisation"],
                markings=frozenset(Marking(marking) for marking in body["markings"]),
                roles=known.roles if known else frozenset(),
                name=T.model_validate(body["name"]) if body.get("name") else None,
            )
        elif known:
            roles = known.roles | {body["role"]} if body["granted"] else known.roles - {body["role"]}
            self.by_id[known.id] = Person(known.id, known.organisation, known.markings, roles, known.name)

    def assert_may(self, author: str, kind: Kind, body: Body, earlier: Iterable[str] = ()) -> None:
        """Refuse an entry that its author may not make.

        Args:
            author: the person's id, or ``node``.
            kind: of the entry.
            body: of the entry.
            earlier: the authors of what the entry is about.

        Raises:
            NoRight: who may not, what is missing, or which duty is kept apart.
        """
        right, apart = kind.asked(body)
        self.assert_holds(author, right, f"enter a {kind.name}")
        if apart and author in earlier:
            raise NoRight(f"{author} filed what this {kind.name} is about; another person has to make it")
        if kind.name == RIGHT and self.by_id:
            self._assert_grantable(author, body)

    def assert_holds(self, person: str, right: Right, act: str) -> None:
        """Refuse *act* to a person without *right*.

        Raises:
            NoRight: the person is unknown or lacks the right.
        """
        if person == NODE:
            if right == "operate" or (right == "administer" and not self._someone_administers()):
                return
            raise NoRight(f"the node may not {act}; name who does with --as PERSON")
        if person not in self.by_id:
            raise NoRight(f"{person} is not a person of this case; an administrator enters people")
        if right not in self.by_id[person].rights:
            holders = ", ".join(sorted(role for role, rights in ROLES.items() if right in rights))
            raise NoRight(f"{person} may not {act}: that takes the right to {right} ({holders})")

    def _someone_administers(self) -> bool:
        return any("administer" in person.rights for person in self.by_id.values())

    def _assert_grantable(self, author: str, body: Body) -> None:
        if body["person"] not in self.by_id:
            raise NoRight(f"{body['person']} is not a person of this case; enter the person first")
        if body["granted"] and body["person"] == author:
            raise NoRight(f"{author} may not give a role to themselves; another administrator has to")
        if body["granted"] and body["person"] == OPERATOR and body["role"] != OPERATOR:
            raise NoRight("the operator is this computer's command line and takes no further role; enter a person")
