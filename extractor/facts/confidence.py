"""Confidence of a fact, from how often its rule was right on held-out documents.

The figures live in ``lexicon/confidence.csv`` (columns rule, right, seen), written by
``models/calibrate.py``; a rule never measured gets the prior of its kind. Where a classifier
gives each fact a probability of its own, rows "KIND@P" say how often it was right from P on.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from extractor.lexicon import table

PRIOR_RIGHT, PRIOR_SEEN = 8.0, 10.0  # Beta prior: an unmeasured rule counts as 8 of 10


@cache
def _measured() -> dict[str, tuple[float, float]]:
    return {row["rule"]: (float(row["right"]), float(row["seen"])) for row in table("confidence.csv")}


def record_of(rule: str) -> tuple[float, float]:
    """How often a rule was right, and how often it was seen, on held-out documents; (0, 0) if never."""
    return _measured().get(rule, (0.0, 0.0))


@cache
def confidence(rule: str) -> float:
    """Share of right facts among those of `rule`, smoothed towards the prior of its kind."""
    measured = _measured()
    kind = measured.get(rule.partition(".")[0], (PRIOR_RIGHT, PRIOR_SEEN))
    prior = kind[0] / kind[1]
    right, seen = record_of(rule)
    return round((right + 5 * prior) / (seen + 5), 4)


def calibrated(kind: str, probability: float) -> float:
    """How often facts of `kind` were right to which its classifier gave about `probability`.

    The steps rise with the probability; `probability` itself where none was measured.
    """
    floors, shares = _steps(kind)
    at = bisect_right(floors, probability)
    return shares[max(0, at - 1)] if floors else round(probability, 4)


@cache
def _steps(kind: str) -> tuple[list[float], list[float]]:
    rows = {name: figures for name, figures in _measured().items() if name.startswith(f"{kind}@")}
    steps = sorted((float(name.partition("@")[2]), right / seen) for name, (right, seen) in rows.items())
    return [floor for floor, _ in steps], [round(share, 4) for _, share in steps]
