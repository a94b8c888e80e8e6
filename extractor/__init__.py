"""Facts from Bulgarian press releases: dates, people, institutions, counts, municipalities, money.

>>> import extractor
>>> nlp = extractor.load()                    # a spaCy Language
>>> doc = nlp("Кметът на Сливен Иван Петров откри форума на 5 май 2023 г.")
>>> doc.spans["dates"][0]._.fact.edtf
'2023-05-05'

Reading order is the way a text takes: `reading`, `cleaning`, `language`, `facts`,
`tables`, `running`.
Everything here is imported at first use, so that ``import extractor`` stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.cleaning import clean
    from extractor.pipeline import load
    from extractor.running.api import extract

__version__ = "0.1.0"
__all__ = ["__version__", "clean", "extract", "load"]

_HOMES = {"clean": "extractor.cleaning", "load": "extractor.pipeline", "extract": "extractor.running.api"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
