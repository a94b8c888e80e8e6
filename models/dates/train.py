"""Train the two linear models of dates: the role, and whether "от" opens a range.

usage: python models/dates/train.py FOLDER

FOLDER holds annotated documents (JSON with "text", "published" and "dates", see docs/guideline.md).
Needs scikit-learn. Prints five-fold figures, then writes `extractor/facts/dates/weights.csv`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline

import extractor.facts.dates
from extractor.cleaning import clean
from extractor.facts.dates.component import readings
from extractor.facts.dates.role import opening_features, role_features

WEIGHTS = Path(extractor.facts.dates.__file__).parent / "weights.csv"
HEADER = """\
# Weights of the linear models of dates: model, label, weight, feature (see role.py for what a feature is).
# Source: trained by models/dates/train.py on press releases annotated by the guideline (docs/guideline.md).
"""
STRENGTH = {"role": 0.2, "opening": 0.1}  # inverse of the L2 penalty
RAREST = 3  # a feature seen in fewer examples is left out
SMALLEST = 0.04  # weights nearer to zero are left out

Example = tuple[str, dict[str, float], str, str]  # model, features, label, document


def examples(document: dict) -> Iterator[Example]:
    """One example for each mention of an annotated date."""
    text = clean(document["text"]).text
    published = date.fromisoformat(document["published"]) if document["published"] else None
    roles = {fact["edtf"]: fact["role"] for fact in document["dates"]}
    for phrase, edtf in readings(text, published):
        name = document["doc_id"]
        if phrase.reach == "since":
            closed = edtf.removesuffix("/..")
            label = {(True, False): "since", (False, True): "at"}.get((f"{closed}/.." in roles, closed in roles))
            if label:
                yield "opening", dict.fromkeys(opening_features(text, phrase), 1.0), label, name
                edtf = f"{closed}/.." if label == "since" else closed
        if edtf in roles:
            yield "role", dict.fromkeys(role_features(text, phrase, edtf, published), 1.0), roles[edtf], name


def main() -> None:
    documents = [json.loads(path.read_text()) for path in sorted(Path(sys.argv[1]).glob("*.json"))]
    found = [example for document in documents for example in examples(document)]
    lines = []
    for name, strength in STRENGTH.items():
        features = [f for owner, f, _, _ in found if owner == name]
        seen = Counter(key for example in features for key in example)
        features = [{key: 1.0 for key in example if seen[key] >= RAREST} for example in features]
        labels = np.array([label for owner, _, label, _ in found if owner == name])
        groups = [document for owner, _, _, document in found if owner == name]
        pipeline = make_pipeline(DictVectorizer(), LogisticRegression(C=strength, max_iter=2000))
        guessed = cross_val_predict(pipeline, features, labels, groups=groups, cv=GroupKFold(5))
        print(f"{name}: {np.mean(guessed == labels):.3f} of {len(labels)} right in five folds")
        pipeline.fit(features, labels)
        lines += weights(name, pipeline[0], pipeline[1])
    WEIGHTS.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def weights(name: str, vectors: DictVectorizer, regression: LogisticRegression) -> Iterator[str]:
    """Lines of `weights.csv`. Two labels have one row of coefficients, which speaks for the second."""
    rows, labels = regression.coef_, list(regression.classes_)
    if len(labels) == 2:
        rows = np.vstack([-rows[0] / 2, rows[0] / 2])
        bias = [-regression.intercept_[0] / 2, regression.intercept_[0] / 2]
    else:
        bias = list(regression.intercept_)
    for label, row, extra in zip(labels, rows, bias, strict=True):
        for feature, weight in zip(vectors.feature_names_, row, strict=True):
            total = weight + (extra if feature == "bias" else 0)
            if abs(total) >= SMALLEST or feature == "bias":
                yield f"{name},{label},{total:.3f},{feature}"


if __name__ == "__main__":
    main()
