"""Small linear classifiers over named features, for roles and for what counts.

The weights are plain tables in ``facts/weights/NAME.tsv`` (one feature a line, its weight
for each label), written by ``models/roles/train.py``; nothing else is needed to use them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import exp
from typing import Self

#: Weights are added as whole thousandths: exact in whatever order a set gives its features, so that a
#: tie falls the same way on every run.
_UNIT = 1000


class LinearModel:
    """Multinomial logistic regression over sets of string features."""

    def __init__(self, labels: tuple[str, ...], weights: dict[str, tuple[int, ...]]) -> None:
        self.labels = labels
        self._weights = weights

    @classmethod
    @cache
    def load(cls, name: str) -> Self:
        """The model in ``facts/weights/NAME.tsv``. Raises FileNotFoundError where there is none."""
        text = (files("extractor.facts") / "weights" / f"{name}.tsv").read_text(encoding="utf-8")
        lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
        weights = {row[0]: tuple(round(float(w or 0) * _UNIT) for w in row[1:]) for row in lines[1:]}
        return cls(tuple(lines[0][1:]), weights)

    def scores(self, features: Iterable[str]) -> dict[str, int]:
        """The sum of the weights of the features that are present, in thousandths, for each label."""
        known = self._weights
        rows = [known[feature] for feature in {"(bias)", *features} if feature in known]
        totals = [sum(column) for column in zip(*rows, strict=True)] or [0] * len(self.labels)
        return dict(zip(self.labels, totals, strict=True))

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Probability of each label, given the features that are present."""
        scores = self.scores(features)
        top = max(scores.values())
        odds = {label: exp((score - top) / _UNIT) for label, score in scores.items()}
        total = sum(odds.values())
        return {label: odd / total for label, odd in odds.items()}

    def predict(self, features: Iterable[str]) -> tuple[str, float]:
        """The likeliest label and its probability."""
        found = self.probabilities(features)
        label = max(found, key=lambda key: found[key])
        return label, found[label]
