"""How fast prose is coded: news texts of 200 words a second, in each language, with the case and the models.

The texts are made of the sentences of the bundled cases; promised are 100 texts a second on 2 cores, in 600 MB.
"""

import os
import random
import resource
import time
from concurrent.futures import ProcessPoolExecutor

from trucekeeper.agreement import load_agreement
from trucekeeper.case import load_case
from trucekeeper.case.load import bundled_cases, demonstration_case
from trucekeeper.claim import Coder, Prose
from trucekeeper.vocabulary.text import LANGS, Lang

TEXTS = 400
WORDS = 200
PROMISED_TEXTS_A_SECOND = 100
PROMISED_MEGABYTES = 600


def texts(lang: Lang) -> list[str]:
    """Return texts of 200 words, each of other sentences of the cases."""
    draw = random.Random(11)
    sentences = [row.summary[lang] for path in sorted(bundled_cases().glob("*")) for row in load_case(path).rows]
    made = []
    for _ in range(TEXTS):
        words: list[str] = []
        while len(words) < WORDS:
            words += draw.choice(sentences).split()
        made.append(" ".join(words[:WORDS]))
    return made


def timed(lang: Lang) -> tuple[Lang, float, int, float]:
    """Return a language, its texts a second on one core, its claims, and the memory of the process in megabytes."""
    case = load_case(demonstration_case())
    coder = Coder(case, load_agreement(case))
    made = texts(lang)
    coder.code(Prose("first", made[0], lang))
    began = time.perf_counter()
    claims = sum(len(coder.code(Prose(str(number), text, lang))) for number, text in enumerate(made))
    rate = len(made) / (time.perf_counter() - began)
    return lang, rate, claims, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Code both languages at once, one on each core, and print the rates."""
    with ProcessPoolExecutor(2) as pool:
        found = list(pool.map(timed, LANGS))
    for lang, rate, claims, megabytes in found:
        print(f"{lang}: {rate:.0f} texts of {WORDS} words a second on one core, {claims} claims, {megabytes:.0f} MB")
    rate = sum(one[1] for one in found)
    promised = PROMISED_TEXTS_A_SECOND
    print(f"{os.cpu_count()} cores: {rate:.0f} texts/s (promised {promised}), ratio {rate / promised:.2f}")
    assert max(one[3] for one in found) < PROMISED_MEGABYTES


if __name__ == "__main__":
    main()
