"""Lemmas by ending: the edit that the longest known ending asks for, given part of speech and features.

Bulgarian inflects at the end of a word, and the tag says which paradigm it is in, so a table of
endings learnt from a treebank lemmatizes unknown words too. Words that the endings get wrong
stand in a table of exceptions. Both are learnt by `learn`, and saved with the pipeline.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc
from spacy.training import Example

#: Longest ending looked at, in characters.
MAX_ENDING = 7
# Features of a word that tell its paradigm or its place in it.
_FEATURES = ("Gender", "Number", "Definite", "VerbForm", "Tense", "Person", "Aspect", "Degree", "PronType", "Mood")
_DEGREES = ("най-", "по-")
_UNCHANGED = frozenset({"PUNCT", "SPACE"})

#: How many characters to cut from the end of the form, and what to put there.
Edit = tuple[int, str]


@Language.factory(
    "bulgarian_lemmatizer",
    assigns=["token.lemma"],
    requires=["token.pos", "token.morph"],
    default_score_weights={"lemma_acc": 1.0},
)
def create_lemmatizer(nlp: Language, name: str) -> BulgarianLemmatizer:
    """Lemmatizer without tables; `learn` or `from_disk` fills them."""
    return BulgarianLemmatizer(name)


class BulgarianLemmatizer(Pipe):
    """Sets ``token.lemma_`` from the form, the part of speech and the morphological features."""

    def __init__(self, name: str = "bulgarian_lemmatizer") -> None:
        self.name = name
        self.endings: dict[str, dict[str, Edit]] = {}
        self.exceptions: dict[str, str] = {}
        self.lemmas: frozenset[str] = frozenset()
        self._known: dict[tuple[int, int, int], str] = {}

    def __call__(self, doc: Doc) -> Doc:
        known = self._known
        for token in doc:
            key = (token.orth, token.pos, hash(token.morph))
            lemma = known.get(key)
            if lemma is None:
                lemma = self.lemma(token.text, token.pos_, token.morph.to_dict())
                if len(known) < 200_000:
                    known[key] = lemma
            token.lemma_ = lemma
        return doc

    def lemma(self, form: str, pos: str, features: dict[str, str]) -> str:
        """Base form of `form` in lower case, as the treebank has it."""
        word = _plain(form, pos)
        if pos in _UNCHANGED:
            return word
        paradigm = _paradigm(features)
        found = self.exceptions.get(f"{pos} {paradigm} {word}")
        return self._by_ending(word, pos, paradigm) if found is None else found

    def _by_ending(self, word: str, pos: str, paradigm: str) -> str:
        """The lemma that the longest ending gives, unless a shorter one gives a lemma known from elsewhere."""
        if not word.replace("-", "").isalpha():
            return word
        best = None
        for key, shortest in ((f"{pos} {paradigm}", 1), (pos, 0)):
            endings = self.endings.get(key, {})
            for length in range(min(MAX_ENDING, len(word) - 1), shortest - 1, -1):
                edit = endings.get(word[len(word) - length :])
                if edit is None:
                    continue
                lemma = _apply(word, edit)
                if lemma in self.lemmas:
                    return lemma
                best = best or lemma
        return best or word

    def learn(self, words: Iterable[tuple[str, str, dict[str, str], str]]) -> None:
        """Learn from pairs of a word (form, part of speech, features) and its lemma."""
        lemmas: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        for form, pos, features, lemma in words:
            if pos not in _UNCHANGED:
                lemmas[_plain(form, pos), pos, _paradigm(features)][lemma.lower()] += 1
        counts: dict[str, dict[str, Counter[Edit]]] = defaultdict(lambda: defaultdict(Counter))
        for (word, pos, paradigm), found in lemmas.items():
            lemma = found.most_common(1)[0][0]
            edit = _edit(word, lemma)
            for length in range(min(MAX_ENDING, len(word) - 1) + 1):
                ending = word[len(word) - length :]
                counts[f"{pos} {paradigm}"][ending][edit] += 1
                counts[pos][ending][edit] += 1
        self.endings = {key: dict(_pruned(endings)) for key, endings in counts.items()}
        self.lemmas = frozenset(counter.most_common(1)[0][0] for counter in lemmas.values())
        self.exceptions = self._exceptions(lemmas)
        self._known.clear()

    def _exceptions(self, lemmas: dict[tuple[str, str, str], Counter[str]]) -> dict[str, str]:
        """Known words whose lemma the endings do not give."""
        found = {}
        for (word, pos, paradigm), counter in lemmas.items():
            lemma = counter.most_common(1)[0][0]
            if self._by_ending(word, pos, paradigm) != lemma:
                found[f"{pos} {paradigm} {word}"] = lemma
        return found

    def score(self, examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:
        """Accuracy of the lemmas."""
        from spacy.scorer import Scorer

        return dict(Scorer.score_token_attr(examples, "lemma", **kwargs))

    def to_bytes(self, **kwargs: Any) -> bytes:
        tables = {"endings": self.endings, "exceptions": self.exceptions, "lemmas": sorted(self.lemmas)}
        return bytes(srsly.msgpack_dumps(tables))

    def from_bytes(self, data: bytes, **kwargs: Any) -> BulgarianLemmatizer:
        tables = srsly.msgpack_loads(data)
        self.endings = {
            key: {ending: (edit[0], edit[1]) for ending, edit in endings.items()}
            for key, endings in tables["endings"].items()
        }
        self.exceptions = tables["exceptions"]
        self.lemmas = frozenset(tables["lemmas"])
        self._known.clear()
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / "lemmas.msgpack").write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **kwargs: Any) -> BulgarianLemmatizer:
        return self.from_bytes((Path(path) / "lemmas.msgpack").read_bytes())


def _plain(form: str, pos: str) -> str:
    """Lower case, without the particle of a comparative or superlative."""
    word = form.lower()
    if pos in {"ADJ", "ADV", "DET"}:
        for degree in _DEGREES:
            word = word.removeprefix(degree)
    return word


def _paradigm(features: dict[str, str]) -> str:
    return "|".join(f"{name}={features[name]}" for name in _FEATURES if name in features)


def _edit(word: str, lemma: str) -> Edit:
    same = 0
    for a, b in zip(word, lemma, strict=False):
        if a != b:
            break
        same += 1
    return len(word) - same, lemma[same:]


def _apply(word: str, edit: Edit) -> str:
    cut, put = edit
    return word[: len(word) - cut] + put if cut <= len(word) else word


def _pruned(endings: dict[str, Counter[Edit]]) -> Iterator[tuple[str, Edit]]:
    """Endings that say something else than the next shorter one does; the shortest first."""
    kept: dict[str, Edit] = {}
    for ending in sorted(endings, key=len):
        edit, _ = endings[ending].most_common(1)[0]
        shorter = next((kept[ending[k:]] for k in range(1, len(ending) + 1) if ending[k:] in kept), None)
        if edit != shorter:
            kept[ending] = edit
            yield ending, edit
