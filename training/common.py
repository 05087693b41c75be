"""What the training scripts share: folds by document, conditional random fields, weights as arrays, cards."""

import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
from ruamel.yaml import YAML

from trucekeeper.claim.evaluate.seen import mark

OUT = Path(__file__).parent.parent / "src" / "trucekeeper" / "knowledge" / "models"
FOLDS = 5
EPOCH = (1980, 1, 1, 0, 0, 0)


def fold(document: str) -> int:
    """Return the fold of a document, 0 to 4, by the SHA-256 of its id: the same in every run."""
    return int(hashlib.sha256(f"fold {document}".encode()).hexdigest(), 16) % 10 // 2


def crf(
    sequences: Iterable[tuple[Sequence[Sequence[str]], Sequence[str]]],
    path: Path,
    *,
    c1: float,
    c2: float,
    rounds: int,
    fewest: int,
) -> pycrfsuite.Tagger:
    """Fit a conditional random field to features and labels, write it to *path* and return it opened."""
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": rounds, "feature.minfreq": fewest})
    for features, labels in sequences:
        trainer.append(pycrfsuite.ItemSequence(features), labels)
    trainer.train(str(path))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def write_arrays(name: str, features: Sequence[str], arrays: dict[str, Any]) -> None:
    """Write ``NAME.npz``: the names of the features and float32 arrays, the same bytes in every run."""
    held = {"features": np.frombuffer("\n".join(features).encode(), dtype=np.uint8)}
    held |= {key: np.asarray(value, dtype=np.float32) for key, value in arrays.items()}
    with zipfile.ZipFile(OUT / f"{name}.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        for key, value in held.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(value), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{key}.npy", EPOCH), buffer.getvalue(), zipfile.ZIP_DEFLATED)


def write_card(name: str, texts: Iterable[str], rows: Sequence[dict[str, Any]], **about: Any) -> None:
    """Write ``NAME.card.yaml`` and ``NAME.seen``: what the model is, from which texts, and its measured error."""
    (OUT / f"{name}.seen").write_bytes(b"".join(sorted({mark(text) for text in texts})))
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    yaml = YAML()
    yaml.width = 118
    yaml.default_flow_style = None
    with (OUT / f"{name}.card.yaml").open("w", encoding="utf-8") as out:
        yaml.dump({"model": name, **about, "command": "make train", "measured": list(rows)}, out)
