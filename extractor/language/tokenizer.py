"""From raw text to a `Doc` of Bulgarian tokens: cleaning first, then spaCy's tokenizer with our rules.

``doc.text`` is the cleaned article, so that trained models and grammars never see menus and
broken characters; ``doc._.cleaned`` maps every character back to the source.

The rules follow the Bulgarian treebank (BTB), so that models trained on it meet the tokens they
know: an abbreviation keeps its full stop ("г.", "зам.-кмет"), a hyphen joins ("по-голям",
"министър-председател", "47-годишен"), a dash, a slash, a bracket or a quotation mark divides
("Самоков–35", "дирекция”Правна”").
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import regex
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

from extractor.cleaning import clean
from extractor.language.source import set_cleaned
from extractor.lexicon import table

_QUOTES = r"„“”«»\"‘’‚‹›′″"
_DASHES = r"–—−―"
_MARKS = r"(?:…|\.{2,}|[(){}\[\]<>|*•·■►▪✓#=+~_§№])"
_CURRENCY = r"[€$£]"

# What stands before a name or number often does so without a space: "гр.София", "инж.Петров", "И.Петров".
_LEADING = [row["form"][:-1] for row in table("abbreviations.csv") if row["ends"] == "no"]
_ATTACHED = rf"(?:{'|'.join(form for form in _LEADING if form.isalpha())})\.(?=[^\W_])"
_INITIAL = r"[А-ЯA-Z]\.(?=[А-ЯA-Z])"

_PREFIXES = [
    _INITIAL,
    rf"(?i:{_ATTACHED})",
    rf"[{_QUOTES}]",
    _MARKS,
    _CURRENCY,
    r"[,;:!?/\\%]",
    rf"[{_DASHES}]",
    r"-(?=\D)",
    r"\.(?!\d)",
]

_SUFFIXES = [
    rf"[{_QUOTES}]",
    _MARKS,
    _CURRENCY,
    r"[,;:!?/\\%‰]",
    rf"[{_DASHES}-]",
    # "05.09.2014г", "100лв.", "10ч.": a unit grown together with its number.
    r"(?<=\d)(?:г|лв|ч|хил|млн|млрд|км|кг|м|дка|бр|ст)\.?",
    # A full stop, but not that of an initial.
    r"(?<=[^\W_]{2})\.",
    r"(?<=\d)\.",
    r"(?<=[%€$°)\]”“»\"])\.",
]

_INFIXES = [
    rf"[{_QUOTES}]",
    rf"[{_DASHES}]",
    _MARKS,
    rf"(?<![^\W\d])(?:{_ATTACHED}|{_INITIAL})",
    # A full stop without a space: "трансформация.Срещата".
    r"(?<=[^\W\d_]{2})[.!?](?=[А-ЯA-Z„“\"])",
    r"(?<=\D)[,;:!?](?=.)|(?<=.)[,;:!?](?=\D)",
    r"[/\\]",
    # A range of numbers: "23-24".
    r"(?<=\d)-(?=\d)",
    rf"(?<=[{_QUOTES})\]])-",
    rf"-(?=[{_QUOTES}(\[])",
]

# Kept whole whatever they contain: "И.", "Цв.", "зам.-кмет", "РД-09", an e-mail address.
_WHOLE = regex.compile(
    r"""
      [А-ЯA-Z] [бвгджзклмнпрстфхцчшщ]{0,2}+ \.
    | (?i: зам | ген | пом | гл | ст | мл | нач ) \. - (?i: [а-я]++ )
    | (?: [А-ЯA-Z]{1,4} - ){1,2} \d++ (?: - \d++ )*+
    | [\w.+-]++ @ [\w-]++ (?: \. [\w-]++ )++
    """,
    regex.VERBOSE,
)

# spaCy's own pattern would take "гр.София" for the name of a host.
_ADDRESS = regex.compile(
    r"""
      (?: https?:// | ftp:// | www\. ) \S*+
    | [\w-]++ (?: \. [\w-]++ )*? \. (?: bg | com | org | net | eu | info | gov | edu | int | tv ) (?: / \S*+ )?
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


def bulgarian_tokenizer(nlp: Language) -> Tokenizer:
    """spaCy's tokenizer with the abbreviations and joints of Bulgarian press releases, over `nlp`'s vocabulary."""
    return Tokenizer(
        nlp.vocab,
        rules={form: [{ORTH: form}] for form in _written_forms() if " " not in form},
        prefix_search=compile_prefix_regex(_PREFIXES).search,
        suffix_search=compile_suffix_regex(_SUFFIXES).search,
        infix_finditer=compile_infix_regex(_INFIXES).finditer,
        token_match=_WHOLE.fullmatch,
        url_match=_ADDRESS.fullmatch,
    )


@lru_cache(maxsize=1)
def _written_forms() -> tuple[str, ...]:
    """The abbreviations in lower case, with a capital letter, and in capitals."""
    forms = [row["form"] for row in table("abbreviations.csv")]
    return tuple(dict.fromkeys(v for form in forms for v in (form, form[0].upper() + form[1:], form.upper())))


#: Characters without white space that spaCy's tokenizer gets at once: its time grows with their square.
_LONGEST_CHUNK = 150
_OVERLONG = regex.compile(rf"\S{{{_LONGEST_CHUNK + 1},}}+")


def tokenized(tokenizer: Tokenizer, text: str) -> Doc:
    """The tokens of `text`; no word is so long, so what is longer comes in parts."""
    cuts = [cut for long in _OVERLONG.finditer(text) for cut in range(long.start(), long.end(), _LONGEST_CHUNK)]
    if not cuts:
        found: Doc = tokenizer(text)
        return found
    docs = [tokenizer(text[start:end]) for start, end in pairwise([0, *cuts, len(text)]) if start < end]
    words = [token.text for doc in docs for token in doc]
    spaces = [bool(token.whitespace_) for doc in docs for token in doc]
    return Doc(tokenizer.vocab, words=words, spaces=spaces)


class Stateless:
    """A part of a pipeline that saves nothing: what it knows lives in code, data files or a folder of its own."""

    def to_disk(self, path: str | Path, **kwargs: Any) -> None: ...
    def from_disk(self, path: str | Path, **kwargs: Any) -> Self:
        return self

    def to_bytes(self, **kwargs: Any) -> bytes:
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> Self:
        return self


class ArticleTokenizer(Stateless):
    """Cleans a text, tokenizes what is left, and keeps the map to the source on the `Doc`."""

    def __init__(self, nlp: Language) -> None:
        self.inner = bulgarian_tokenizer(nlp)

    def __call__(self, text: str) -> Doc:
        cleaned = clean(text)
        doc = tokenized(self.inner, cleaned.text)
        set_cleaned(doc, cleaned)
        return doc

    def memory_zone(self, mem: Any = None) -> AbstractContextManager[Any]:
        """Forget what the tokenizer remembers of a zone's words when it ends (see ``nlp.memory_zone``)."""
        found: AbstractContextManager[Any] = self.inner.memory_zone(mem)
        return found


@registry.tokenizers("extractor.article_tokenizer.v1")  # type: ignore[untyped-decorator]
def create_article_tokenizer() -> Callable[[Language], ArticleTokenizer]:
    """Tokenizer for whole press releases: cleans, then tokenizes."""
    return ArticleTokenizer


@registry.tokenizers("extractor.bulgarian_tokenizer.v1")  # type: ignore[untyped-decorator]
def create_bulgarian_tokenizer() -> Callable[[Language], Tokenizer]:
    """Tokenizer alone, without cleaning: for training corpora."""
    return bulgarian_tokenizer
