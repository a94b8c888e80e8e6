"""Train the model that tells site furniture from the article.

usage: python models/furniture/train.py FOLDER [FOLDER ...]

Each FOLDER holds JSON files with "text" (a press release as copied from a page) and
"boilerplate" (its furniture lines, exact). Needs `pip install python-crfsuite`. Writes
`extractor/cleaning/furniture_weights.csv` and prints five-fold figures first.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pycrfsuite

import extractor.cleaning
from extractor.cleaning.features import context_features
from extractor.cleaning.lines import read_lines

WEIGHTS = Path(extractor.cleaning.__file__).parent / "furniture_weights.csv"
OPTIONS = {"c1": 0.3, "c2": 1.0, "max_iterations": 200, "feature.possible_transitions": True}
HEADER = """\
# Weights of the model that tells site furniture from the article: positive speaks for furniture.
# Source: trained by models/furniture/train.py; see docs/cleaning.md for data and figures.
"""

Example = tuple[list[list[str]], list[str]]


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


def examples(document: dict[str, Any]) -> list[Example]:
    """A document as it is; its article alone; and both again without running prose.

    A clean text must stay whole, and a list or a notice without one long sentence is an article too.
    """
    text, labels = labelled(document)
    lines = read_lines(text)
    pairs = [(text[line.start : line.end], label) for line, label in zip(lines, labels, strict=True)]
    article = [pair for pair in pairs if pair[1] == "article"]
    prose = {text[line.start : line.end] for line in lines if line.is_prose}
    found = [example(text, labels)]
    variants = [article, *([p for p in some if p[0] not in prose] for some in (pairs, article))]
    for some in variants:
        if some and some != pairs:
            found.append(example("\n".join(body for body, _ in some), [label for _, label in some]))
    return found


def train(data: list[Example], path: str) -> pycrfsuite.Tagger:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(OPTIONS)
    for features, labels in data:
        trainer.append(features, labels)
    trainer.train(path)
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    return tagger


def cross_validate(documents: list[dict[str, Any]], path: str, folds: int = 5) -> None:
    count: Counter[tuple[str, str]] = Counter()
    scored: list[tuple[float, bool]] = []
    clean: Counter[str] = Counter()
    for fold in range(folds):
        data = [e for i, d in enumerate(documents) if i % folds != fold for e in examples(d)]
        tagger = train(data, path)
        for document in documents[fold::folds]:
            features, labels = example(*labelled(document))
            tagger.set(features)
            for i, label in enumerate(labels):
                guess = "furniture" if tagger.marginal("furniture", i) >= 0.5 else "article"
                count[label, guess] += 1
                scored.append((tagger.marginal("furniture", i), label == "furniture"))
            for features, labels in examples(document)[1:]:
                if "furniture" not in labels:
                    tagger.set(features)
                    clean.update(["all"] * len(labels))
                    clean.update(["cut" for i in range(len(labels)) if tagger.marginal("furniture", i) >= 0.5])
    hit = count["furniture", "furniture"]
    missed, extra = count["furniture", "article"], count["article", "furniture"]
    print(f"{folds} folds: F1 {2 * hit / (2 * hit + missed + extra):.4f}, missed {missed}, cut wrongly {extra}")
    for at in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        hit = sum(p >= at and y for p, y in scored)
        missed, extra = sum(p < at and y for p, y in scored), sum(p >= at and not y for p, y in scored)
        share = extra / sum(not y for _, y in scored)
        print(f"  cut at {at}: F1 {2 * hit / (2 * hit + missed + extra):.4f}, of the article {share:.2%}")
    print(f"clean texts: {clean['cut']} of {clean['all']} lines cut")


def write(tagger: pycrfsuite.Tagger) -> None:
    info = tagger.info()
    weights: Counter[str] = Counter()
    for (feature, label), weight in info.state_features.items():
        weights[feature] += weight if label == "furniture" else -weight
    rows = ["type,name,weight"]
    rows += [f"transition,{a}>{b},{w:.4f}" for (a, b), w in sorted(info.transitions.items())]
    rows += [f"feature,{name},{w:.4f}" for name, w in sorted(weights.items()) if abs(w) >= 0.0005]
    WEIGHTS.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows) - 1} weights in {WEIGHTS}")


def main(folders: list[str]) -> None:
    documents = [json.loads(p.read_text(encoding="utf-8")) for f in folders for p in sorted(Path(f).glob("*.json"))]
    model = str(Path(__file__).with_name("furniture.crfsuite"))
    cross_validate(documents, model)
    write(train([e for d in documents for e in examples(d)], model))
    Path(model).unlink()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(sys.argv[1:])
