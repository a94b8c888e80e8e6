"""An article with its facts as one self-contained HTML page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any

from extractor.cleaning.cleaned import Cleaned
from extractor.viewing.segments import marks_of, stretches
from extractor.viewing.terminal import STYLES, details

_COLUMNS = ("kind", "value", "text", "details", "confidence", "rule")


def style() -> str:
    """The style sheet that pages and the report share: six colours, light and dark, print."""
    return (files(__package__) / "style.css").read_text(encoding="utf-8")


def content_hash(content: str) -> str:
    """How a Content-Security-Policy names the style or script it lets through."""
    return "sha256-" + b64encode(sha256(content.encode("utf-8")).digest()).decode("ascii")


def article_html(cleaned: Cleaned, rows: Sequence[dict[str, Any]]) -> str:
    """The source text as HTML: each fact a ``<mark>`` with its kind as class and its row numbers."""
    parts = []
    for stretch in stretches(len(cleaned.source), marks_of(rows), cleaned.furniture):
        text = escape(cleaned.source[stretch.start : stretch.end])
        if stretch.kind is None:
            parts.append(text)
        elif stretch.kind == "furniture":
            parts.append(f'<span class="furniture">{text}</span>')
        else:
            told = escape("; ".join(f"{rows[n]['kind']}: {rows[n]['value']}" for n in stretch.facts), quote=True)
            numbers = " ".join(map(str, stretch.facts))
            parts.append(f'<mark class="{stretch.kind}" data-rows="{numbers}" title="{told}">{text}</mark>')
    return f'<div class="article">{"".join(parts)}</div>'


def article_page(title: str, cleaned: Cleaned, rows: Sequence[dict[str, Any]]) -> str:
    """A whole page: legend, article, table of facts."""
    legend = " ".join(f'<mark class="{kind}">{kind}</mark>' for kind in STYLES if kind != "furniture")
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    count = "1 fact" if len(rows) == 1 else f"{len(rows)} facts"
    body = "".join(_table_row(row) for row in rows)
    return f"""<!doctype html>
<html lang="bg">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{content_hash(style())}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{style()}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
<p class="legend" lang="en">{legend} <span class="furniture">furniture</span></p>
{article_html(cleaned, rows)}
<div class="facts">
<table>
<caption lang="en">{count}, each marked where it is first mentioned</caption>
<thead><tr>{head}</tr></thead>
<tbody>{body}</tbody>
</table>
</div>
</main>
</body>
</html>
"""


def _table_row(row: dict[str, Any]) -> str:
    text = " ".join(row["text"].split())
    cells = (text, details(row), f"{row['confidence']:.2f}")
    rule = escape(row["rule"]).replace(".", ".<wbr>").replace("_", "_<wbr>")
    return (
        f'<tr><td><mark class="{row["kind"]}">{row["kind"]}</mark></td><th scope="row">{escape(row["value"])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + f"<td><code>{rule}</code></td></tr>"
    )
