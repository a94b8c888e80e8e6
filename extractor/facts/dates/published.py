"""The publication date that a text itself gives."""

from __future__ import annotations

from extractor.cleaning.cleaned import Cleaned


def published_date(cleaned: Cleaned) -> tuple[str, int, int] | None:
    """ISO date and its place in the source, or None."""
    return None
