"""The table in Python, without files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from extractor.pipeline import load
from extractor.reading.document import SourceDocument
from extractor.running.analyse import analyse_documents
from extractor.tables.schema import FACTS, arrow_schema

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language


def extract(
    texts: str | Iterable[str],
    *,
    published: str | Sequence[str | None] | None = None,
    ids: Sequence[str] | None = None,
    nlp: Language | None = None,
) -> pd.DataFrame:
    """The facts table of some texts, as a pandas DataFrame with the columns of ``facts.parquet``.

    `published` is the ISO date of publication ("2019-07-24"), one for all texts or one for
    each; it anchors relative dates. `ids` become `doc_id` (by default "0", "1", …). `nlp` is a
    pipeline from `extractor.load`; without it the default one is loaded.
    Raises ValueError where `published` or `ids` do not match the texts, RuntimeError where a
    text cannot be analysed.
    """
    import pyarrow as pa

    texts = [texts] if isinstance(texts, str) else list(texts)
    dates = [published] * len(texts) if published is None or isinstance(published, str) else list(published)
    names = [str(n) for n in range(len(texts))] if ids is None else list(ids)
    if not len(texts) == len(dates) == len(names):
        raise ValueError(f"{len(texts)} texts, but {len(dates)} dates and {len(names)} ids")
    nlp = nlp or load()
    sources = (
        SourceDocument(doc_id=name, path=name, format="txt", text=text, published=date, published_source="metadata")
        for name, text, date in zip(names, texts, dates, strict=True)
    )
    rows = []
    for analysed in analyse_documents(nlp, sources):
        if analysed.document["error"]:
            raise RuntimeError(analysed.document["error"])
        rows += analysed.facts
    frame: pd.DataFrame = pa.Table.from_pylist(rows, schema=arrow_schema(FACTS)).to_pandas()
    return frame
