"""What a worker does: decode, analyse and project documents to rows."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from types import FrameType
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extractor.facts.dates.published import published_date
from extractor.language.source import cleaned_of
from extractor.reading.decode import header, read_input
from extractor.reading.document import RawInput, SourceDocument
from extractor.reading.language import detect_language
from extractor.tables.rows import FactRows, Row, iso_date
from extractor.tables.write import NO_ROOM

#: Characters of a text that are analysed at once; press releases are far shorter.
LONGEST_PIECE = 100_000


@dataclass(frozen=True, slots=True)
class Analysed:
    """One document's row of the documents table and its rows of the facts table."""

    document: Row
    facts: list[Row]
    key: str = ""
    text: str = ""  # the decoded source


class DocumentTimeout(BaseException):
    """A document took more processor time than the limit for one document.

    No `Exception`, so that no library on the way takes it for an error of its own.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisOptions:
    """`timeout` is the limit in seconds of processor time for one document, or for each piece of a very long one.

    It holds in the main thread of a process, and where the system can count so (not on Windows).
    """

    timeout: float | None = None
    only_bulgarian: bool = False  # other documents get a row, but no facts


def analyse_inputs(nlp: Language, inputs: Iterable[RawInput], options: AnalysisOptions) -> Iterator[Analysed]:
    """Each input as rows, in order. Bad inputs give a row with `error` and no facts."""
    for source in inputs:
        # The limit is for decoding too: a small PDF or DOCX can take long to read.
        yield _guarded(nlp, partial(read_input, source), header(source), options, source.key)


def analyse_document(
    nlp: Language, source: SourceDocument, options: AnalysisOptions | None = None, *, key: str = ""
) -> Analysed:
    """Rows of one decoded document."""
    return _guarded(nlp, lambda: source, source, options or AnalysisOptions(), key)


def _guarded(
    nlp: Language, read: Callable[[], SourceDocument], known: SourceDocument, options: AnalysisOptions, key: str
) -> Analysed:
    """Read and analyse within the limits; `known` is what the row says where that fails."""
    try:
        with _time_limit(options.timeout) as again:
            known = read()
            return failed(known) if known.error else _analysed(nlp, known, options, key, again)
    except DocumentTimeout:
        error = f"took longer than {options.timeout:g} s of processor time; raise --timeout or split the document"
    except MemoryError:
        error = "does not fit into memory; split the document"
    except Exception as problem:  # one broken document must not cost the other ones
        if isinstance(problem, OSError) and problem.errno in NO_ROOM:
            raise  # no fault of the document, and the next one would meet it too
        line = " ".join(f"{type(problem).__name__}: {problem}".split())[:200]
        error = f"could not be analysed ({line}); please report it"
    return failed(replace(known, text="", error=f"{known.path}: {error}"))


def _analysed(
    nlp: Language, source: SourceDocument, options: AnalysisOptions, key: str, next_piece: Callable[[], None]
) -> Analysed:
    source = replace(source, text=_encodable(source.text), title=_encodable(source.title or "") or None)
    published = source.published
    if published is None and (stated := published_date(source.text)) is not None:
        published = stated[0]
    facts = FactRows(source.text, source.doc_id)
    row: Row = {"title": source.title, "n_chars": len(source.text), "n_sentences": 0, "boilerplate": []}
    for offset, text in pieces(source.text):
        next_piece()
        doc = nlp.make_doc(text)
        if not offset:
            row["language"] = language = detect_language(doc.text)
            if options.only_bulgarian and language not in ("bg", None):
                found = _document_row(source, language=language, n_chars=len(source.text))
                return Analysed(found, [], key, source.text)
        # What the whole text does not say, none of its pieces does.
        doc = analyse(nlp, doc, published or "")
        facts.add(doc, offset)
        cleaned = cleaned_of(doc)
        row["title"] = row["title"] or _first_line(cleaned.text)
        row["n_sentences"] += _count_sentences(doc)
        row["boilerplate"] += [{"start": offset + f.start, "end": offset + f.end} for f in cleaned.furniture]
    row["published"] = iso_date(published)
    row["published_source"] = source.published_source or ("text" if published else None)
    rows = facts.rows()
    return Analysed(_document_row(source, **row, n_facts=len(rows)), rows, key, source.text)


def pieces(text: str, longest: int = LONGEST_PIECE) -> Iterator[tuple[int, str]]:
    """The text itself, or a very long one in pieces at line breaks, each with its offset.

    Time and memory grow with the number of pieces, whatever stands in them; what is said in one piece
    (the full name of a person) is not known in another.
    """
    start = 0
    while len(text) - start > longest:
        middle, end = start + longest // 2, start + longest
        breaks = (text.rfind(mark, middle, end) for mark in ("\n\n", "\n", ". ", " "))
        cut = next((at + 1 for at in breaks if at >= 0), end)
        yield start, text[start:cut]
        start = cut
    yield start, text[start:]


def analyse(nlp: Language, doc: Doc, published: str | None = None) -> Doc:
    """Run the pipeline over a tokenized document.

    `published` is the ISO date of publication, "" where it is known to be unknown; without it the document's
    own is looked for.
    """
    if published is None:
        found = published_date(cleaned_of(doc).source)
        published = found[0] if found is not None else ""
    doc._.published = published
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def _encodable(text: str) -> str:
    """`text` with "?" for half characters (lone surrogates, which some PDF files yield), of the same length."""
    return text.encode("utf-8", "replace").decode("utf-8")


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
def _time_limit(seconds: float | None) -> Iterator[Callable[[], None]]:
    """Raise `DocumentTimeout` after `seconds` of this process's time; gives the function that begins to count again.

    Processor time and not the clock: decoding and analysis wait for nothing, and a machine that is busy with
    other work must not cost a document.
    """
    here = threading.current_thread() is threading.main_thread()
    if not seconds or not here or not hasattr(signal, "setitimer"):
        yield lambda: None
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        raise DocumentTimeout

    def again() -> None:
        # Again every few seconds, should something on the way swallow the first one.
        signal.setitimer(signal.ITIMER_PROF, seconds, 5)

    before = signal.signal(signal.SIGPROF, stop)
    again()
    try:
        yield again
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
