"""Train the small linear classifiers: roles of dates and sums, bare numbers that are sums, counts that take part,
organisations of positions.

usage: python models/roles/train.py FOLDER[,FOLDER ...] [NAME ...]

A FOLDER holds annotated documents (docs/guideline.md); the written sentences of counts.tsv and sums.tsv beside this
file are trained on too. Prints the accuracy by five-fold cross-validation over documents and writes
``extractor/facts/weights/NAME.tsv``. Needs scikit-learn.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, confusion_matrix, precision_recall_fscore_support
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import Pipeline, make_pipeline
from spacy.language import Language
from spacy.tokens import Doc

import extractor
from extractor.facts.budgets.attachment import bare_candidates, bare_features
from extractor.facts.budgets.component import sums_of
from extractor.facts.budgets.patterns import Sum, sums
from extractor.facts.budgets.roles import Neighbours, role_features, same_sentence
from extractor.facts.context import Context
from extractor.facts.dates.phrases import Phrase
from extractor.facts.dates.reading import readings
from extractor.facts.dates.role import opening_features
from extractor.facts.dates.role import role_features as role_features_of_date
from extractor.facts.dates.value import iso_date
from extractor.facts.model import interval
from extractor.facts.participants.attachment import Earlier, candidate_features
from extractor.facts.participants.patterns import candidates
from extractor.facts.people.component import held_positions
from extractor.grammar.quantities import quantities
from extractor.pipeline import COMPONENTS

#: Written sentences with counts, read beside the annotated documents.
COUNTS = Path(__file__).parent / "counts.tsv"
#: Written sentences with sums and their roles.
SUMS = Path(__file__).parent / "sums.tsv"
WEIGHTS = Path(extractor.__file__).parent / "facts" / "weights"
#: The components whose spans the examples read.
READ_FIRST = ("extractor_dates", "extractor_budgets", "extractor_institutions")
#: Features seen in fewer documents tell nothing that holds elsewhere.
LEAST = 3


@dataclass(frozen=True, slots=True)
class Example:
    """One decision: its features, the right answer, and the document it is from."""

    features: list[str]
    label: str
    document: str
    written: bool = False  # from a sentence written for training: never measured on


def money_key(low: Any, high: Any, currency: str) -> tuple[float | None, float | None, str]:
    return (None if low is None else round(float(low), 2), None if high is None else round(float(high), 2), currency)


def sum_key(sum_: Sum) -> tuple[float | None, float | None, str]:
    return money_key(sum_.quantity.low, sum_.quantity.high, sum_.currency)


def dates_of(doc: Doc) -> list[tuple[int, int]]:
    return [(s.start_char, s.end_char) for s in doc.spans.get("dates", [])]


def budget_bare(doc: Doc, gold: dict[str, Any]) -> Iterator[Example]:
    """Numbers near sums: yes where the gold file has that sum in that currency."""
    numbers = quantities(doc.text, vague=False)
    found = sums(doc.text, numbers)
    context = Context(doc)
    known = {sum_key(s) for s in found}
    wanted = {money_key(g["min"], g["max"], g["currency"]) for g in gold["budgets"]} - known
    texts = {g["text"] for g in gold["budgets"]}
    for quantity, lender in bare_candidates(numbers, found, dates_of(doc)):
        key = money_key(quantity.low, quantity.high, lender.currency)
        if key in known:
            continue  # said elsewhere with its currency: this mention is not judged
        yes = key in wanted and any(doc.text[quantity.number : quantity.end] in t for t in texts)
        yield Example(bare_features(context, quantity, lender), "yes" if yes else "no", gold["doc_id"])


def budget_role(doc: Doc, gold: dict[str, Any]) -> Iterator[Example]:
    """The first mention of each sum of the gold file, with the role it has there."""
    roles = {money_key(g["min"], g["max"], g["currency"]): g["role"] for g in gold["budgets"]}
    context, found = sums_of(doc)
    role, seen = "", set()
    for at, sum_ in enumerate(found):
        before = role if at and same_sentence(context, found[at - 1], sum_) else ""
        role = roles.get(sum_key(sum_), "")
        if role and sum_key(sum_) not in seen:
            seen.add(sum_key(sum_))
            yield Example(role_features(context, sum_, Neighbours(found, at, before)), role, gold["doc_id"])


def written_sums(nlp: Language) -> Iterator[Example]:
    """The sums of the written sentences with their roles. Each sentence stands below a title."""
    for i, (sentence, roles) in enumerate(written_lines(SUMS)):
        context, found = sums_of(nlp(f"Съобщение\n{sentence}"))
        before = ""
        for at, (sum_, role) in enumerate(zip(found, roles, strict=True)):
            features = role_features(context, sum_, Neighbours(found, at, before))
            yield Example(features, role, f"written {i}", written=True)
            before = role


def written_lines(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Each sentence of a table with its list of answers."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for line in lines[1:]:
        sentence, _, answers = line.partition("\t")
        yield sentence, [answer for answer in answers.split("|") if answer]


def participants(doc: Doc, gold: dict[str, Any]) -> Iterator[Example]:
    """Counts: yes where the gold file's text covers the number."""
    context, earlier = Context(doc), Earlier()
    wanted: dict[tuple[Any, Any], list[dict[str, Any]]] = {}
    for g in gold["participants"]:
        wanted.setdefault((g["min"], g["max"]), []).append(g)
    places = []
    for g in gold["participants"]:
        at = doc.text.find(g["text"])
        while at >= 0:
            places.append((at, at + len(g["text"]), g["min"], g["max"]))
            at = doc.text.find(g["text"], at + 1)
    for c in candidates(doc, context):
        inside = any(a <= c.number and c.number < b and (c.low, c.high) == (lo, hi) for a, b, lo, hi in places)
        again = not inside and any(g["of"] == c.of for g in wanted.get((c.low, c.high), []))
        if not again:  # a second mention is not judged
            yield Example(candidate_features(context, c, earlier), "yes" if inside else "no", gold["doc_id"])
        earlier.add(c, inside or again)


def written_counts(nlp: Language) -> Iterator[Example]:
    """The counts of the written sentences: yes where the table names the number. Each stands below a title."""
    for i, (sentence, counts) in enumerate(written_lines(COUNTS)):
        doc = nlp(f"Съобщение\n{sentence}")
        wanted = {count.split()[0] for count in counts}
        context, earlier = Context(doc), Earlier()
        for c in candidates(doc, context):
            yes = interval(c.low, c.high) in wanted
            yield Example(candidate_features(context, c, earlier), "yes" if yes else "no", f"written {i}", written=True)
            earlier.add(c, yes)


def _readings(doc: Doc, gold: dict[str, Any]) -> Iterator[tuple[Phrase, str, str]]:
    """Each mention of a date with its EDTF, and "since" or "at" where the annotation settles an open range."""
    wanted = {g["edtf"] for g in gold["dates"]}
    for phrase, edtf in readings(doc.text, iso_date(gold["published"])):
        side = ""
        if phrase.reach == "since":
            closed = edtf.removesuffix("/..")
            side = {(True, False): "since", (False, True): "at"}.get((f"{closed}/.." in wanted, closed in wanted), "")
            edtf = {"since": f"{closed}/..", "at": closed}.get(side, edtf)
        yield phrase, edtf, side


def date_role(doc: Doc, gold: dict[str, Any]) -> Iterator[Example]:
    """Every mention of an annotated date, with its role."""
    roles = {g["edtf"]: g["role"] for g in gold["dates"]}
    published = iso_date(gold["published"])
    for phrase, edtf, _side in _readings(doc, gold):
        if edtf in roles:
            yield Example([*role_features_of_date(doc.text, phrase, edtf, published)], roles[edtf], gold["doc_id"])


def date_opening(doc: Doc, gold: dict[str, Any]) -> Iterator[Example]:
    """Every "от" before a date: the beginning of an open range, or a point in time."""
    for phrase, _edtf, side in _readings(doc, gold):
        if side:
            yield Example([*opening_features(doc.text, phrase)], side, gold["doc_id"])


def position_org(doc: Doc, gold: dict[str, Any]) -> Iterator[Example]:
    """Each organisation that a position beside which none stands may belong to: yes for the annotated one."""
    _mentions, persons, held = held_positions(doc)
    annotated = {word: person for person in gold["people"] for word in (person["name"], *person["surfaces"])}
    for person in persons:
        known: list[dict[str, Any]] = annotated.get(person.name, {}).get("roles", [])
        for affiliation in (a for i in person.mentions for a in held.get(i, [])):
            role = next((r for r in known if alike(r["role"], affiliation.role)), None)
            right = [c for c in affiliation.choices if role is not None and same_organisation(role["org"], c.org)]
            if not right:
                continue
            for choice in affiliation.choices:
                yield Example([*choice.features], "yes" if choice is right[0] else "no", gold["doc_id"])


def alike(a: str, b: str) -> bool:
    """Whether two positions are written nearly alike."""
    return SequenceMatcher(None, a.lower(), b.lower()).ratio() >= 0.85


def same_organisation(annotated: str | None, found: str | None) -> bool:
    """Whether two names mean one organisation: the words of one among those of the other."""
    if annotated is None or found is None:
        return annotated is found
    a, b = (set(re.findall(r"\w+", name.casefold())) for name in (annotated, found))
    return a <= b or b <= a or alike(annotated, found)


@dataclass(frozen=True, slots=True)
class Task:
    """A classifier: its examples, the inverse of its L2 penalty, and the smallest weight that is kept."""

    examples: Callable[[Doc, dict[str, Any]], Iterator[Example]]
    strength: float
    smallest: float


TASKS: dict[str, Task] = {
    "date_role": Task(date_role, 0.2, 0.05),
    "date_opening": Task(date_opening, 0.1, 0.03),
    "budget_bare": Task(budget_bare, 0.3, 0.03),
    "budget_role": Task(budget_role, 0.05, 0.06),
    "participants": Task(participants, 0.25, 0.04),
    "position_org": Task(position_org, 0.25, 0.03),
}


def collect(folders: list[Path], names: list[str]) -> dict[str, list[Example]]:
    """The examples of each task from the annotated documents in `folders`."""
    nlp = extractor.load("rules", disable=[c for c in COMPONENTS if c not in READ_FIRST])
    examples: dict[str, list[Example]] = {name: [] for name in names}
    for file in (file for folder in folders for file in sorted(folder.glob("*.json"))):
        gold = json.loads(file.read_text(encoding="utf-8"))
        doc = nlp.make_doc(gold["text"])
        doc._.published = gold["published"]
        doc = nlp(doc)
        for name in names:
            examples[name] += TASKS[name].examples(doc, gold)
    if "participants" in names:
        examples["participants"] += written_counts(nlp)
    if "budget_role" in names:
        examples["budget_role"] += written_sums(nlp)
    return examples


def held_out(name: str, examples: list[Example]) -> tuple[np.ndarray, np.ndarray]:
    """Labels of the annotated examples, and their probabilities from five folds of documents.

    A column a label, or for two labels the second's alone. Written examples are only trained on.
    """
    model, rows, labels = _prepared(name, examples)
    measured = np.array([i for i, e in enumerate(examples) if not e.written])
    written = [i for i, e in enumerate(examples) if e.written]
    found = np.zeros((len(measured), len(np.unique(labels))))
    groups = [examples[i].document for i in measured]
    for kept, left_out in GroupKFold(5).split(measured, groups=groups):
        chosen = [*measured[kept], *written]
        model.fit([rows[i] for i in chosen], labels[chosen])
        found[left_out] = model.predict_proba([rows[i] for i in measured[left_out]])
    return labels[measured], found[:, 1] if found.shape[1] == 2 else found


def _prepared(name: str, examples: list[Example]) -> tuple[Pipeline, list[dict[str, float]], np.ndarray]:
    """The untrained model, the features worth learning from, and the labels."""
    seen: dict[str, set[str]] = {}
    for example in examples:
        for feature in set(example.features):
            seen.setdefault(feature, set()).add(example.document)
    kept = {feature for feature, documents in seen.items() if len(documents) >= LEAST}
    rows = [dict.fromkeys((f for f in e.features if f in kept), 1.0) for e in examples]
    model = make_pipeline(DictVectorizer(), LogisticRegression(C=TASKS[name].strength, max_iter=300, tol=1e-3))
    return model, rows, np.array([e.label for e in examples])


def train(name: str, examples: list[Example]) -> None:
    """Cross-validate, train on all and write the weights."""
    labels, probabilities = held_out(name, examples)
    classes = np.unique(labels)
    print(f"{name}: {len(labels)} examples, {Counter(labels.tolist())}, and {len(examples) - len(labels)} written")
    if list(classes) == ["no", "yes"]:
        for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
            p, r, f, _n = precision_recall_fscore_support(labels == "yes", probabilities >= threshold, average="binary")
            print(f"  from {threshold:.2f}: precision {p:.3f} recall {r:.3f} F1 {f:.3f}")
    else:
        best = probabilities.argmax(1) if probabilities.ndim == 2 else (probabilities >= 0.5).astype(int)
        print(classification_report(labels, classes[best], digits=3, zero_division=0))
        print("confusion (rows: annotated)", *classes)
        print(confusion_matrix(labels, classes[best], labels=classes))
    model, rows, labels = _prepared(name, examples)
    model.fit(rows, labels)
    write(name, classes, model[0].get_feature_names_out(), model[1])


def write(name: str, classes: np.ndarray, names: np.ndarray, regression: LogisticRegression) -> None:
    """Write ``facts/weights/NAME.tsv``; a feature whose weights are all near zero is left out."""
    weights = np.column_stack([regression.intercept_, regression.coef_])
    if len(classes) == 2:  # binary: one row of weights, for the second label
        weights = np.vstack([np.zeros_like(weights), weights])
    lines = [f"# Written by models/roles/train.py: weights of the {name} classifier.", "\t".join(["feature", *classes])]
    for i, feature in enumerate(["(bias)", *names]):
        if i == 0 or np.abs(weights[:, i]).max() >= TASKS[name].smallest:
            clean = feature.replace("\t", " ").replace("\n", "⏎")
            lines.append("\t".join([clean, *(f"{w:.2f}" if abs(w) >= 0.005 else "" for w in weights[:, i])]))
    (WEIGHTS / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    folders, *names = sys.argv[1:]
    for name, examples in collect([Path(f) for f in folders.split(",")], names or list(TASKS)).items():
        train(name, examples)


if __name__ == "__main__":
    main()
