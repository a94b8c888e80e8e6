"""A text cut into stretches that are shown alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.cleaning.cleaned import Furniture
from extractor.viewing.segments import Mark, stretches

LENGTH = 30
places = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).filter(lambda pair: pair[0] < pair[1])
kinds = st.sampled_from(["date", "person", "budget"])


@given(marks=st.lists(st.tuples(places, kinds), max_size=8), dim=st.lists(places, max_size=3))
def test_stretches_cover_the_text_and_name_the_facts_that_stand_there(
    marks: list[tuple[tuple[int, int], str]], dim: list[tuple[int, int]]
) -> None:
    all_marks = [Mark(start, end, kind, row) for row, ((start, end), kind) in enumerate(marks)]
    found = stretches(LENGTH, all_marks, [Furniture(start, end, "") for start, end in dim])
    assert [stretch.start for stretch in found] == [0, *(stretch.end for stretch in found[:-1])]
    assert found[-1].end == LENGTH
    for stretch in found:
        here = {mark.row for mark in all_marks if mark.start <= stretch.start and stretch.end <= mark.end}
        assert set(stretch.facts) == here


def test_of_overlapping_facts_the_shorter_gives_the_colour() -> None:
    found = stretches(20, [Mark(0, 12, "institution", 0), Mark(7, 12, "municipality", 1)], [])
    assert [(s.kind, s.facts) for s in found] == [("institution", (0,)), ("municipality", (0, 1)), (None, ())]


def test_a_fact_inside_furniture_is_highlighted() -> None:
    found = stretches(10, [Mark(2, 4, "date", 0)], [Furniture(0, 6, "menu")])
    assert [s.kind for s in found] == ["furniture", "date", "furniture", None]
