"""What can go wrong with an engine, told in one line."""

from __future__ import annotations


class EngineError(Exception):
    """An engine or its model cannot be used; the message is one line that says why and what to do."""
