"""One self-contained page from template, style, scripts and data.

Nothing in a document is trusted: the data travel as JSON in which no ``<`` stands, the scripts make text
nodes of them and never markup, and the page's Content-Security-Policy lets nothing run or load but the
script and the style that are named in it by their hash.
"""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

import extractor
from extractor.tables.write import whole_file
from extractor.viewing.page import content_hash, style
from extractor.viewing.report.payload import payload
from extractor.viewing.report.tables import ReportError, read_tables

#: In the order in which they are read; together they are one function, so nothing leaks into the page.
SCRIPTS = (
    "data.js", "elements.js", "filters.js", "article.js", "table.js",
    "bars.js", "map.js", "together.js", "money.js", "main.js",
)  # fmt: skip


def write_report(out: Path) -> Path:
    """Write ``report.html`` into the folder `out` of a run and return its path. Raises ReportError."""
    page = report_page(payload(read_tables(out)), out.resolve().name)
    target = out / "report.html"
    try:
        with whole_file(target) as temporary:
            temporary.write_text(page, encoding="utf-8")
    except OSError as error:
        raise ReportError(f"{target}: cannot be written ({error.strerror or error})") from error
    return target


def report_page(data: dict[str, Any], title: str) -> str:
    """The page as HTML."""
    look = style() + _part("report.css")
    script = '(() => {\n"use strict";\n' + "".join(_part(name) for name in SCRIPTS) + "})();\n"
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{content_hash(script)}'",
            f"style-src '{content_hash(look)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    return Template(_part("report.html")).substitute(
        title=escape(title),
        version=escape(extractor.__version__),
        policy=policy,
        style=look,
        script=script,
        data=_script_safe(data),
    )


def _part(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _script_safe(data: dict[str, Any]) -> str:
    """JSON that cannot end the element it stands in."""
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # Lone surrogates have no UTF-8 form; Parquet holds none, and the replacement keeps the promise anyway.
    plain = plain.encode("utf-8", "replace").decode("utf-8")
    return plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
