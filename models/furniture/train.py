"""Train the model that tells site furniture from the article.

usage: python models/furniture/train.py FOLDER [FOLDER ...]

Each FOLDER holds JSON files with "text" (a press release as copied from a page) and
"boilerplate" (its furniture lines, exact); `pages.txt` beside this file holds more. Needs
`pip install python-crfsuite`. Prints five-fold figures and writes
`extractor/cleaning/furniture_weights.csv`, which holds the weights of a fold until it is done.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pycrfsuite

import extractor.cleaning
from extractor.cleaning import furniture
from extractor.cleaning.features import context_features
from extractor.cleaning.lines import read_lines

WEIGHTS = Path(extractor.cleaning.__file__).parent / "furniture_weights.csv"
OPTIONS = {"c1": 0.1, "c2": 3.0, "max_iterations": 200, "feature.possible_transitions": True}
HEADER = """\
# Weights of the model that tells site furniture from the article: positive speaks for furniture.
# Source: trained by models/furniture/train.py; see docs/cleaning.md for data and figures.
"""

#: How many times each article is dressed in the furniture of others.
COPIES = 1

#: Pages written for the training: their format stands at their head.
PAGES = Path(__file__).with_name("pages.txt")
FURNITURE_MARK = "~ "

Example = tuple[list[list[str]], list[str]]


def held_out(path: Path) -> bool:
    """Whether a corpus document is kept for the tests (tests/cleaning/test_furniture.py): every fourth."""
    number = path.stem.removeprefix("pr-")
    return number != path.stem and number.isdigit() and int(number) % 4 == 0


def written_pages() -> list[dict[str, Any]]:
    """The pages of `pages.txt` in the form of the annotated documents."""
    found = []
    text = "".join(line for line in PAGES.read_text(encoding="utf-8").splitlines(True) if not line.startswith("# "))
    for page in text.split("====\n"):
        lines = page.splitlines()
        furniture = [line.removeprefix(FURNITURE_MARK) for line in lines if line.startswith(FURNITURE_MARK)]
        found.append({"text": "\n".join(x.removeprefix(FURNITURE_MARK) for x in lines), "boilerplate": furniture})
    return found


def labelled(document: dict[str, Any]) -> tuple[str, list[str]]:
    """A document's text, and for each of its lines "article" or "furniture".

    The first copy of a line that occurs more than once is the article's own.
    """
    wanted = {line.strip() for line in document["boilerplate"]}
    lines = read_lines(document["text"])
    bodies = [document["text"][line.start : line.end] for line in lines]
    seen: set[str] = set()
    labels = []
    for body in bodies:
        first = bodies.count(body) > 1 and body not in seen
        seen.add(body)
        labels.append("furniture" if body in wanted and not first else "article")
    return document["text"], labels


def example(text: str, labels: list[str]) -> Example:
    return [list(f) for f in context_features(read_lines(text))], labels


def _pairs(document: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of a document with their labels."""
    text, labels = labelled(document)
    return [(text[line.start : line.end], label) for line, label in zip(read_lines(text), labels, strict=True)]


def _example(pairs: list[tuple[str, str]]) -> Example:
    return example("\n".join(body for body, _ in pairs), [label for _, label in pairs])


def examples(document: dict[str, Any]) -> list[Example]:
    """A document as it is; its article alone; and both again without running prose.

    A clean text must stay whole, and a list or a notice without one long sentence is an article too.
    """
    text, labels = labelled(document)
    pairs = _pairs(document)
    article = [pair for pair in pairs if pair[1] == "article"]
    prose = {text[line.start : line.end] for line in read_lines(text) if line.is_prose}
    found = [example(text, labels)]
    variants = [article, *([p for p in some if p[0] not in prose] for some in (pairs, article))]
    return found + [_example(some) for some in variants if some and some != pairs]


def transplanted(documents: list[dict[str, Any]], seed: int) -> list[Example]:
    """Each article in the furniture of another document: neither may give the other away."""
    rng = random.Random(seed)
    sets: list[tuple[list[tuple[str, str]], list[tuple[str, str]]]] = []
    articles: list[list[tuple[str, str]]] = []
    for document in documents:
        pairs = _pairs(document)
        own = [i for i, (_, label) in enumerate(pairs) if label == "article"]
        if not own:
            continue
        articles.append([pairs[i] for i in own])
        said = {pairs[i][0].casefold() for i in own}
        keep = [(i, p) for i, p in enumerate(pairs) if p[1] == "furniture" and p[0].casefold() not in said]
        if keep:
            sets.append(([p for i, p in keep if i < own[0]], [p for i, p in keep if i > own[-1]]))
    found = []
    for article in articles * COPIES:
        above, below = rng.choice(sets)[0], rng.choice(sets)[1]
        found.append(_example(above + article + below))
    return found


def training_set(documents: list[dict[str, Any]], seed: int) -> list[Example]:
    """Every form of the annotated documents, and the written pages just as they are: they have more furniture."""
    found = [e for d in documents for e in examples(d)] + transplanted(documents, seed)
    return found + [example(*labelled(page)) for page in written_pages()]


def train(data: list[Example], path: str) -> pycrfsuite.Tagger:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(OPTIONS)
    for features, labels in data:
        trainer.append(features, labels)
    trainer.train(path)
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    return tagger


def decided(text: str) -> list[str]:
    """What the cleaning makes of each line, with the weights written last."""
    furniture._weights.cache_clear()
    furniture._weigh.cache_clear()
    cut = {(found.start, found.end) for found in furniture.find_furniture(text)}
    return ["furniture" if (line.start, line.end) in cut else "article" for line in read_lines(text)]


def cross_validate(documents: list[dict[str, Any]], path: str, folds: int = 5) -> None:
    """Print how well the cleaning as a whole does on documents that its weights do not come from."""
    count: Counter[tuple[str, str]] = Counter()
    clean: Counter[str] = Counter()
    for fold in range(folds):
        write(train(training_set([d for i, d in enumerate(documents) if i % folds != fold], fold), path))
        for document in documents[fold::folds]:
            text, labels = labelled(document)
            count.update(zip(labels, decided(text), strict=True))
            clean.update(decided("\n".join(body for body, label in _pairs(document) if label == "article")))
    hit = count["furniture", "furniture"]
    missed, extra = count["furniture", "article"], count["article", "furniture"]
    content = extra + count["article", "article"]
    print(f"{folds} folds: precision {hit / (hit + extra):.3f}, recall {hit / (hit + missed):.3f}", end=", ")
    print(f"F1 {2 * hit / (2 * hit + missed + extra):.3f}, of the article {extra / content:.2%} cut")
    print(f"articles without furniture: {clean['furniture']} of {clean.total()} lines cut")


def write(tagger: pycrfsuite.Tagger) -> None:
    info = tagger.info()
    weights: Counter[str] = Counter()
    for (feature, label), weight in info.state_features.items():
        weights[feature] += weight if label == "furniture" else -weight
    rows = ["type,name,weight"]
    rows += [f"transition,{a}>{b},{w:.4f}" for (a, b), w in sorted(info.transitions.items())]
    rows += [f"feature,{name},{w:.4f}" for name, w in sorted(weights.items()) if abs(w) >= 0.0005]
    WEIGHTS.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")


def main(folders: list[str]) -> None:
    paths = [path for folder in folders for path in sorted(Path(folder).glob("*.json"))]
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in paths if not held_out(path)]
    model = str(Path(__file__).with_name("furniture.crfsuite"))
    cross_validate(documents, model)
    write(train(training_set(documents, seed=0), model))
    Path(model).unlink()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(sys.argv[1:])
