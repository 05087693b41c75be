"""Write the card of the rule of speech acts: nothing is fitted, but the rows that it was written from are named."""

import argparse
from pathlib import Path

from training.common import write_card
from trucekeeper.claim.evaluate.corpora import tables
from trucekeeper.claim.evaluate.labels import SPEECH, measured_acts

ABOUT = {
    "what": "The speech act of an Arabic or English post (claim, report, accusation, denial), by a rule over a lexicon",
    "files": [],
    "licence": "Apache-2.0",
    "data": [
        "FIGNEWS-2024 (MIT): 65 Arabic posts whose act one annotator gave; the rule was written after reading all"
    ],
    "limits": "Measured on the rows that it was written from, so on others it will do worse. English is not measured.",
}


def main() -> None:
    """Measure the rule on its rows."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    path, table = next(tables(options.parse_args().data, "Text", "gold_act"))
    row = measured_acts(f"{path.parent.name}/{path.stem}", "train", table, column="gold_act")
    write_card(SPEECH, (item["Text"] for item in table), [row.model_dump()], **ABOUT)


if __name__ == "__main__":
    main()
