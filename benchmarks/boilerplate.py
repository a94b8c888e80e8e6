"""Compare the cutting of site furniture with two well-known libraries on the same lines.

usage: python benchmarks/boilerplate.py [FOLDER]

FOLDER holds JSON files with "text" and "boilerplate" (exact furniture lines); without it, the articles of the
corpus that were kept from training are dressed in furniture, 200 documents in all. Needs
`pip install justext trafilatura`. Both libraries read HTML, so each line is given to them as a
paragraph; of a page's mark-up, which they could use and copied text does not have, nothing is left
for anybody. Prints a Markdown table.
"""

from __future__ import annotations

import html
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import justext
import trafilatura

from extractor.cleaning import clean
from extractor.lexicon import words

TESTS = Path(__file__).parents[1] / "tests" / "cleaning"
Cutter = Callable[[list[str]], list[bool]]


def page(lines: list[str]) -> str:
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)
    return f"<html><head><title></title></head><body>{body}</body></html>"


def ours(lines: list[str]) -> list[bool]:
    furniture = clean("\n".join(lines)).furniture
    found, at = [], 0
    for line in lines:
        found.append(any(f.start <= at and at + len(line) <= f.end for f in furniture))
        at += len(line) + 1
    return found


def with_justext(lines: list[str]) -> list[bool]:
    """jusText has no stop words for Bulgarian, so it gets our function words."""
    paragraphs = justext.justext(page(lines), words("function_words.txt"))
    return _missing(lines, [p.text for p in paragraphs if not p.is_boilerplate])


def with_trafilatura(lines: list[str]) -> list[bool]:
    text = trafilatura.extract(page(lines), favor_recall=True, deduplicate=False) or ""
    return _missing(lines, text.splitlines())


def _missing(lines: list[str], kept: list[str]) -> list[bool]:
    left = Counter(" ".join(line.split()) for line in kept)
    found = []
    for line in lines:
        key = " ".join(line.split())
        found.append(not left[key])
        left[key] -= bool(left[key])
    return found


def dressed_articles() -> list[dict[str, Any]]:
    """The documents of `tests/cleaning/test_furniture.py` in the form of the annotated ones."""
    sys.path.insert(0, str(TESTS))
    from furniture import dress
    from test_furniture import articles

    sources = articles()
    found = []
    for seed in range(200):
        pairs = dress(sources[seed % len(sources)], random.Random(seed))
        text = "\n".join(line for line, _ in pairs)
        found.append({"text": text, "boilerplate": [line for line, is_furniture in pairs if is_furniture]})
    return found


def main(folder: str | None) -> None:
    paths = sorted(Path(folder).glob("*.json")) if folder else []
    documents = [json.loads(p.read_text(encoding="utf-8")) for p in paths] if folder else dressed_articles()
    cutters: dict[str, Cutter] = {
        "extractor": ours,
        "jusText": with_justext,
        "trafilatura": with_trafilatura,
        "nothing cut": lambda lines: [False] * len(lines),
    }
    print("| | precision | recall | F1 | article lines cut | ms a document |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, cutter in cutters.items():
        count: Counter[tuple[bool, bool]] = Counter()
        seconds = 0.0
        for document in documents:
            lines = [line.strip() for line in document["text"].splitlines() if line.strip()]
            wanted = {line.strip() for line in document["boilerplate"]}
            started = time.perf_counter()
            cut = cutter(lines)
            seconds += time.perf_counter() - started
            seen: set[str] = set()
            for line, is_cut in zip(lines, cut, strict=True):
                # The first copy of a repeated line is the article's own and cannot be told in the annotation.
                if not (line in wanted and line not in seen and lines.count(line) > 1):
                    count[line in wanted, is_cut] += 1
                seen.add(line)
        hit, missed, extra = count[True, True], count[True, False], count[False, True]
        precision = hit / (hit + extra) if hit + extra else 1.0
        recall = hit / (hit + missed) if hit + missed else 1.0
        f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
        lost = extra / (extra + count[False, False])
        each = 1000 * seconds / len(documents)
        print(f"| {name} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {lost:.2%} | {each:.1f} |")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        raise SystemExit(__doc__)
    main(sys.argv[1] if len(sys.argv) == 2 else None)
