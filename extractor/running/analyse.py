"""What a worker does: decode, analyse and project documents to rows."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FrameType
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extractor.facts.dates.published import published_date
from extractor.facts.mark import cleaned_of
from extractor.reading.decode import read_input
from extractor.reading.document import RawInput, SourceDocument
from extractor.reading.language import detect_language
from extractor.tables.rows import Row, fact_rows, iso_date


@dataclass(frozen=True, slots=True)
class Analysed:
    """One document's row of the documents table and its rows of the facts table."""

    document: Row
    facts: list[Row]
    key: str = ""
    text: str = ""  # the decoded source


class DocumentTimeout(Exception):
    """A document took longer than the limit for one document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisOptions:
    """`timeout` is the limit for one document in seconds (main thread of a process only)."""

    timeout: float | None = None
    only_bulgarian: bool = False  # other documents get a row, but no facts


def analyse_inputs(nlp: Language, inputs: Iterable[RawInput], options: AnalysisOptions) -> Iterator[Analysed]:
    """Each input as rows, in order. Bad inputs give a row with `error` and no facts."""
    for source in inputs:
        yield analyse_document(nlp, read_input(source), options, key=source.key)


def analyse_document(
    nlp: Language, source: SourceDocument, options: AnalysisOptions | None = None, *, key: str = ""
) -> Analysed:
    """Rows of one decoded document."""
    options = options or AnalysisOptions()
    if source.error:
        return failed(source)
    try:
        with _time_limit(options.timeout):
            doc = nlp.make_doc(source.text)
            language = detect_language(doc.text)
            if options.only_bulgarian and language not in ("bg", None):
                return Analysed(
                    _document_row(source, language=language, n_chars=len(source.text)), [], key, source.text
                )
            doc = analyse(nlp, doc, source.published)
            facts = fact_rows(doc, source.doc_id)
    except DocumentTimeout:
        error = f"{source.path}: took longer than {options.timeout:g} s; raise --timeout or split the document"
        return failed(replace(source, error=error))
    except Exception as error:  # one broken document must not cost the other ones
        line = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        message = f"{source.path}: could not be analysed ({line}); please report it"
        return failed(replace(source, error=message))
    cleaned = cleaned_of(doc)
    row = _document_row(
        source,
        title=source.title or _first_line(cleaned.text),
        published=iso_date(doc._.published),
        published_source=source.published_source or ("text" if doc._.published else None),
        language=language,
        n_chars=len(source.text),
        n_sentences=_count_sentences(doc),
        boilerplate=[{"start": f.start, "end": f.end} for f in cleaned.furniture],
        n_facts=len(facts),
    )
    return Analysed(row, facts, key, source.text)


def analyse(nlp: Language, doc: Doc, published: str | None = None) -> Doc:
    """Run the pipeline over a tokenized document.

    `published` is the ISO date of publication; without it the document's own is looked for.
    """
    if published is None and (found := published_date(cleaned_of(doc))) is not None:
        published = found[0]
    doc._.published = published
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def failed(source: SourceDocument) -> Analysed:
    """The row of a document that has an `error`: no facts, and no key, so that the next run tries again."""
    return Analysed(_document_row(source), [])


def _document_row(source: SourceDocument, **values: Any) -> Row:
    return {
        "doc_id": source.doc_id,
        "path": source.path,
        "format": source.format,
        "sha256": source.sha256,
        "title": source.title,
        "encoding": source.encoding,
        "n_facts": 0,
        "error": source.error,
        "extra": source.extra,
        **values,
    }


def _first_line(text: str) -> str | None:
    """The title of a document that names none: its first line, at most 200 characters."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line[:200] or None


def _count_sentences(doc: Doc) -> int:
    return sum(1 for sentence in doc.sents if sentence.text.strip()) if len(doc) else 0


@contextmanager
def _time_limit(seconds: float | None) -> Iterator[None]:
    if not seconds or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        raise DocumentTimeout

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
