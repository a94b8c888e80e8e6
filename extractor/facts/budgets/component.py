"""The spaCy component that finds sums of money."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from spacy.language import Language
from spacy.tokens import Doc

from extractor.facts.budgets.attachment import bare_candidates, bare_features
from extractor.facts.budgets.patterns import Sum, sums
from extractor.facts.budgets.roles import roles_of
from extractor.facts.context import Context
from extractor.facts.linear import LinearModel
from extractor.facts.mark import add_fact, span_group
from extractor.facts.model import BudgetFact
from extractor.grammar.quantities import quantities
from extractor.language.source import text_of

#: A bare number is taken for a sum from this probability on.
BARE_FROM = 0.35


@Language.component("extractor_budgets")
def budgets(doc: Doc) -> Doc:
    """Add the sums of money of an article to ``doc.spans["budgets"]``."""
    span_group(doc, BudgetFact)
    context, found = sums_of(doc)
    for sum_, role in zip(found, roles_of(context, found), strict=True):
        add_fact(
            doc,
            BudgetFact,
            sum_.start,
            sum_.end,
            rule=sum_.rule,
            minimum=_amount(sum_.quantity.low),
            maximum=_amount(sum_.quantity.high),
            currency=sum_.currency,
            role=role,
        )
    return doc


def sums_of(doc: Doc) -> tuple[Context, list[Sum]]:
    """The words of an article and its sums, in reading order, also those without a currency of their own."""
    numbers = quantities(text_of(doc), vague=False)
    context = Context(doc)
    found = sums(text_of(doc), numbers)
    if not found:
        return context, []
    model = LinearModel.load("budget_bare")
    dates = [(span.start_char, span.end_char) for span in doc.spans.get("dates", [])]
    for quantity, lender in bare_candidates(numbers, found, dates):
        if model.probabilities(bare_features(context, quantity, lender))["yes"] >= BARE_FROM:
            found.append(Sum(quantity.start, quantity.end, quantity, lender.currency, "budgets.bare_number"))
    return context, sorted(found, key=lambda s: s.start)


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))
