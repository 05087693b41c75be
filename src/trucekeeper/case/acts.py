"""The taxonomy of acts: one code for one shape of event, whoever acted (``knowledge/taxonomies/acts.yaml``)."""

from functools import cache
from importlib.resources import files
from typing import Literal

from ruamel.yaml import YAML

from trucekeeper.vocabulary.text import Frozen


class Act(Frozen):
    """A shape of event that a row may tell of, whoever acted."""

    code: str
    group: Literal[
        "force", "damage", "movement", "access", "exchange", "territory", "words", "institutions", "publications"
    ]
    en: str
    en_plural: str
    ar: str
    ar_gender: Literal["m", "f"]
    ar_plural: str
    ar_plural_gender: Literal["m", "f"] = "f"

    @property
    def incident(self) -> bool:
        """Whether a claim of it is about one moment and place."""
        return self.group in ("force", "damage", "movement", "access", "exchange")

    @property
    def series(self) -> bool:
        """Whether it is counted in the series of incidents."""
        return self.group in ("force", "damage", "movement")


@cache
def taxonomy() -> tuple[dict[str, Act], dict[str, str]]:
    """Return the acts by code, and what other names of them are here."""
    path = files("trucekeeper") / "knowledge" / "taxonomies" / "acts.yaml"
    data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return {item["code"]: Act.model_validate(item) for item in data["acts"]}, data["renamed"]
