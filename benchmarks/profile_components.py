"""Which component takes what share of the time.

python benchmarks/profile_components.py [--engine spacy] [--texts FOLDER] [--words 40000]
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from pathlib import Path

from run import CORPUS, read_texts

import extractor
from extractor.facts.dates.published import published_date
from extractor.tables.rows import fact_rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", default="spacy")
    parser.add_argument("--texts", type=Path, default=CORPUS)
    parser.add_argument("--words", type=int, default=40_000)
    args = parser.parse_args()
    nlp = extractor.load(engine=args.engine)
    texts = read_texts(args.texts, args.words)
    words = sum(len(text.split()) for text in texts)
    nlp(texts[0])
    spent: dict[str, float] = defaultdict(float)
    for text in texts:
        at = time.process_time()

        def lap(name: str) -> None:
            nonlocal at
            now = time.process_time()
            spent[name] += now - at
            at = now

        doc = nlp.make_doc(text)
        lap("cleaning and tokens")
        found = published_date(text)
        doc._.published = found[0] if found else ""
        lap("publication date")
        for name, component in nlp.pipeline:
            doc = component(doc)
            lap(name)
        fact_rows(doc, "x")
        lap("rows")
    total = sum(spent.values())
    print(f"{words} words in {total:.1f} s of processor time: {words / total:,.0f} words/s\n")
    print("| part | share | words/s alone |\n| --- | ---: | ---: |")
    for name, seconds in spent.items():
        print(f"| {name} | {seconds / total:.1%} | {words / max(seconds, 1e-9):,.0f} |")


if __name__ == "__main__":
    main()
