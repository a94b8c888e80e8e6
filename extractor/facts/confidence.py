"""Confidence of a fact, from how often its rule was right on held-out documents.

The figures live in ``lexicon/confidence.csv`` (columns rule, right, seen), written by
``models/calibrate.py``; a rule never measured gets the prior of its kind.
"""

from __future__ import annotations

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
