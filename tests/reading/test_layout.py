"""Printed lines of a PDF become paragraphs again, without the running titles between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.reading.layout import running_text

FULL = "Община Севлиево започва ремонт на три улици в квартала и на площада"

PAGES = [
    # what the printed page says, and what is read
    ("до  30  септември   2024  г.", "до 30 септември 2024 г."),
    (f"{FULL} със\nсредства от бюджета.", f"{FULL} със средства от бюджета."),
    (f"{FULL} до 30 май\n2024 г. Участваха над\n60 жители.", f"{FULL} до 30 май 2024 г. Участваха над\n60 жители."),
    (f"{FULL} в\nСофия.", f"{FULL} в София."),
    (f"{FULL}.\nДнес кметът каза друго.", f"{FULL}.\nДнес кметът каза друго."),
    ("Нов парк\nДнес кметът откри парка.", "Нов парк\nДнес кметът откри парка."),
    (f"{FULL} и\nа) тротоари;\nб) осветление;\n1. чешма", f"{FULL} и\nа) тротоари;\nб) осветление;\n1. чешма"),
    ("Програма:\nпесни и танци;\nизложба", "Програма:\nпесни и танци;\nизложба"),
    ("ремонт на квар-\nтала", "ремонт на квар-\nтала"),  # put together by the cleaning
    ("Нов парк\n\nв центъра", "Нов парк\n\nв центъра"),
]


@pytest.mark.parametrize(("page", "text"), PAGES)
def test_lines_are_joined_to_paragraphs(page: str, text: str) -> None:
    assert running_text([page]) == text


def test_running_titles_stay_once_and_page_numbers_go() -> None:
    first = "Бюлетин, бр. 1\nПаркът беше обновен.\nОбщина Русе\nстр. 1 от 3"
    second = "Бюлетин, бр. 1\n\nМостът е готов.\nОбщина Русе\nстр. 2 от 3"
    third = "Бюлетин, бр. 1\nПоканени са всички.\nОбщина Русе\nстр. 3 от 3"
    text = "Бюлетин, бр. 1\nПаркът беше обновен.\nМостът е готов.\nПоканени са всички.\nОбщина Русе"
    assert running_text([first, second, third]) == text


def test_a_sentence_goes_on_over_a_page_break() -> None:
    pages = ["Бюлетин\nДнес кметът обеща ремонт на\n- 1 -", "Бюлетин\nпокрива и на двора.\n- 2 -"]
    assert running_text(pages) == "Бюлетин\nДнес кметът обеща ремонт на покрива и на двора."


def test_years_and_counts_at_the_edge_of_a_page_stay() -> None:
    text = running_text(["Отчет за\n2023", "25\nдеца участваха."])
    assert "2023" in text and "25" in text


@given(st.lists(st.text(), max_size=4))
def test_any_pages_give_text(pages: list[str]) -> None:
    assert len(running_text(pages)) <= sum(map(len, pages)) + len(pages)
