"""Logging of a run: plain lines for people, JSON lines for machines, both to standard error."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

logger = logging.getLogger("extractor")


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC, ISO 8601), level, message, and the fields of ``extra={"data": …}``."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **getattr(record, "data", {}),
        }
        return json.dumps(entry, ensure_ascii=False, default=str)


def configure(level: str, *, as_json: bool) -> None:
    """Send messages of at least `level` ("debug", "info", "warning", "error") to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if as_json else logging.Formatter("extractor: %(message)s"))
    logger.handlers[:] = [handler]
    logger.setLevel(level.upper())
    logger.propagate = False
