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


class LinearModel:
    """Multinomial logistic regression over sets of string features."""

    def __init__(self, labels: tuple[str, ...], weights: dict[str, tuple[float, ...]]) -> None:
        self.labels = labels
        self._weights = weights

    @classmethod
    @cache
    def load(cls, name: str) -> Self:
        """The model in ``facts/weights/NAME.tsv``. Raises FileNotFoundError where there is none."""
        text = (files("extractor.facts") / "weights" / f"{name}.tsv").read_text(encoding="utf-8")
        lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
        return cls(tuple(lines[0][1:]), {row[0]: tuple(float(w or 0) for w in row[1:]) for row in lines[1:]})

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Probability of each label, given the features that are present."""
        scores = list(self._weights.get("(bias)", (0.0,) * len(self.labels)))
        for feature in set(features):
            weights = self._weights.get(feature)
            if weights is not None:
                for i, weight in enumerate(weights):
                    scores[i] += weight
        top = max(scores)
        exps = [exp(score - top) for score in scores]
        total = sum(exps)
        return {label: e / total for label, e in zip(self.labels, exps, strict=True)}

    def predict(self, features: Iterable[str]) -> tuple[str, float]:
        """The likeliest label and its probability."""
        found = self.probabilities(features)
        label = max(found, key=lambda key: found[key])
        return label, found[label]
