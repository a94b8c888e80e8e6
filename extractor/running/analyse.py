"""What a worker does: decode, analyse and project documents to rows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from extractor.facts.dates.published import published_date
from extractor.language.source import cleaned_of
from extractor.reading.decode import header, read_input
from extractor.reading.document import RawInput, SourceDocument
from extractor.reading.language import detect_language
from extractor.running.limits import DocumentTimeout, Limit
from extractor.tables.rows import FactRows, Row, iso_date
from extractor.tables.write import NO_ROOM

#: Characters of a text that are analysed at once; press releases are far shorter.
LONGEST_PIECE = 100_000
#: Characters of the documents that go through the pipeline together: some batches, or a few very long pieces.
SIDE_BY_SIDE = 200_000
#: Documents at most that go through the pipeline together; more make it no faster.
MOST_SIDE_BY_SIDE = 64


@dataclass(frozen=True, slots=True)
class Analysed:
    """One document's row of the documents table and its rows of the facts table."""

    document: Row
    facts: list[Row]
    key: str = ""
    text: str = ""  # the decoded source


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisOptions:
    """`timeout` is the limit in seconds of processor time for one document, or for each piece of a very long one.

    On Windows, which does not count so, it is a limit by the clock.
    """

    timeout: float | None = None
    only_bulgarian: bool = False  # other documents get a row, but no facts


def analyse_inputs(nlp: Language, inputs: Iterable[RawInput], options: AnalysisOptions) -> list[Analysed]:
    """Each input as rows, in order. Bad inputs give a row with `error` and no facts."""
    # The limit is for decoding too: a small PDF or DOCX can take long to read.
    documents = (_Document(nlp, partial(read_input, one), header(one), options, one.key) for one in inputs)
    return _in_groups(nlp, documents, options)


def analyse_documents(
    nlp: Language, sources: Iterable[SourceDocument], options: AnalysisOptions | None = None
) -> list[Analysed]:
    """Rows of decoded documents, in order."""
    options = options or AnalysisOptions()
    documents = (_Document(nlp, partial(_known, source), source, options) for source in sources)
    return _in_groups(nlp, documents, options)


def _known(source: SourceDocument) -> SourceDocument:
    return source


def _in_groups(nlp: Language, documents: Iterable[_Document], options: AnalysisOptions) -> list[Analysed]:
    """The rows of documents.

    They go through the pipeline side by side, one component over all of them and then the next: what a component
    works with stays in the processor's caches, which saves a seventh of the time.
    """
    found: list[Analysed] = []
    group: list[_Document] = []
    size = 0
    with Limit(options.timeout) as limit:
        for document in documents:
            document.step(document.open, limit)
            group.append(document)
            size += document.size
            if size >= SIDE_BY_SIDE or len(group) == MOST_SIDE_BY_SIDE:
                found += _side_by_side(nlp, group, limit)
                group, size = [], 0
        return found + _side_by_side(nlp, group, limit)


def _side_by_side(nlp: Language, documents: Sequence[_Document], limit: Limit) -> list[Analysed]:
    """The rows of documents that have been opened: of each one piece at a time goes through the pipeline."""
    while pending := [document for document in documents if document.result is None]:
        for document in pending:
            document.step(document.begin_piece, limit)
        for _, component in nlp.pipeline:
            for document in pending:
                document.step(partial(document.apply, component), limit)
        for document in pending:
            document.step(document.end_piece, limit)
    return [document.result for document in documents if document.result is not None]


class _Document:
    """One document on its way to its rows; `result` is there when it is done, or when it has failed."""

    def __init__(
        self,
        nlp: Language,
        read: Callable[[], SourceDocument],
        known: SourceDocument,
        options: AnalysisOptions,
        key: str = "",
    ) -> None:
        self.result: Analysed | None = None
        self.size = 0  # characters of its longest piece
        self._nlp, self._read, self._options, self._key = nlp, read, options, key
        self._source = known  # what the row says where reading fails
        self._left = options.timeout or 0.0  # seconds of processor time for reading, and again for each piece
        self._pieces: Iterator[tuple[int, str]]
        self._offset: int
        self._doc: Doc
        self._facts: FactRows
        self._row: Row

    def step(self, work: Callable[[], None], limit: Limit) -> None:
        """Do one step of `work` within the limits, unless the document is done."""
        if self.result is not None:
            return
        try:
            began = time.thread_time()
            with limit.of(self._left):
                work()
            self._left -= time.thread_time() - began
            return
        except DocumentTimeout:
            seconds = self._options.timeout
            error = f"took longer than {seconds:g} s of processor time; raise --timeout or split the document"
        except MemoryError:
            error = "does not fit into memory; split the document"
        except Exception as problem:  # one broken document must not cost the other ones
            if isinstance(problem, OSError) and problem.errno in NO_ROOM:
                raise  # no fault of the document, and the next one would meet it too
            line = " ".join(f"{type(problem).__name__}: {problem}".split())[:200]
            error = f"could not be analysed ({line}); please report it"
        self.result = failed(replace(self._source, text="", error=f"{self._source.path}: {error}"))

    def open(self) -> None:
        """Read the document, and note what its row says of it as a whole."""
        source = self._source = self._read()
        if source.error:
            self.result = failed(source)
            return
        source = replace(source, text=_encodable(source.text), title=_encodable(source.title or "") or None)
        published = source.published
        if published is None and (stated := published_date(source.text)) is not None:
            published = stated[0]
        self._source = source
        self._published = published
        self._facts = FactRows(source.text, source.doc_id)
        self._row = {"title": source.title, "n_chars": len(source.text), "n_sentences": 0, "boilerplate": []}
        self._pieces = pieces(source.text)
        self.size = min(len(source.text), LONGEST_PIECE)
        self._left = self._options.timeout or 0.0

    def begin_piece(self) -> None:
        """Clean and tokenize the next piece."""
        self._offset, text = next(self._pieces)
        self._doc = self._nlp.make_doc(text)
        if not self._offset:
            self._row["language"] = language = detect_language(self._doc.text)
            if self._options.only_bulgarian and language not in ("bg", None):
                row = _document_row(self._source, language=language, n_chars=len(self._source.text))
                self.result = Analysed(row, [], self._key, self._source.text)
        # What the whole text does not say, none of its pieces does.
        self._doc._.published = self._published or ""

    def apply(self, component: Callable[[Doc], Doc]) -> None:
        """Let a component of the pipeline work on the piece."""
        self._doc = component(self._doc)

    def end_piece(self) -> None:
        """Take over what was found in the piece; after the last one the document is done."""
        source, row, offset = self._source, self._row, self._offset
        cleaned = cleaned_of(self._doc)
        self._facts.add(self._doc, offset)
        row["title"] = row["title"] or _first_line(cleaned.text)
        row["n_sentences"] += _count_sentences(self._doc)
        row["boilerplate"] += [{"start": offset + f.start, "end": offset + f.end} for f in cleaned.furniture]
        if offset + len(cleaned.source) < len(source.text):
            self._left = self._options.timeout or 0.0
            return
        row["published"] = iso_date(self._published)
        row["published_source"] = source.published_source or ("text" if self._published else None)
        rows = self._facts.rows()
        self.result = Analysed(_document_row(source, **row, n_facts=len(rows)), rows, self._key, source.text)


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
