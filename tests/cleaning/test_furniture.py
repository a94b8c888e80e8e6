"""Furniture around real articles: hardly a line of it may stay, hardly a line of the article may go."""

import json
import random
from collections import Counter
from pathlib import Path

import pytest
from furniture import dress

from extractor.cleaning import clean

CORPUS = Path(__file__).parents[2] / "corpus" / "annotations"


def articles() -> list[list[str]]:
    """Articles of the corpus without their own furniture, line by line: those the model was not trained on."""
    found = []
    for path in sorted(CORPUS.glob("pr-*.json")):
        if int(path.stem.removeprefix("pr-")) % 4:
            continue
        document = json.loads(path.read_text(encoding="utf-8"))
        furniture = {line.strip() for line in document["boilerplate"]}
        lines = [line.strip() for line in document["text"].splitlines()]
        article = [line for line in lines if line and line not in furniture]
        if len(article) >= 3:
            found.append(article)
    return found


def cut_lines(lines: list[str]) -> list[bool]:
    """For each line of a document whether it was cut."""
    furniture = clean("\n".join(lines)).furniture
    found, at = [], 0
    for line in lines:
        found.append(any(f.start <= at and at + len(line) <= f.end for f in furniture))
        at += len(line) + 1
    return found


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus in this checkout")
def test_furniture_goes_and_the_article_stays() -> None:
    sources = articles()
    count: Counter[tuple[bool, bool]] = Counter()
    for seed in range(max(200, len(sources))):
        dressed = dress(sources[seed % len(sources)], random.Random(seed))
        cut = cut_lines([line for line, _ in dressed])
        count.update(zip((is_furniture for _, is_furniture in dressed), cut, strict=True))
    hit, missed, extra = count[True, True], count[True, False], count[False, True]
    assert 2 * hit / (2 * hit + missed + extra) >= 0.95
    assert extra / (extra + count[False, False]) <= 0.005


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus in this checkout")
def test_clean_articles_stay_whole() -> None:
    cut = [is_cut for article in articles() for is_cut in cut_lines(article)]
    assert sum(cut) <= 0.005 * len(cut)


def test_a_reason_is_given() -> None:
    source = (
        "Начало | Новини | Контакти\nНова детска площадка отвори врати в Белица\n"
        "Кметът на Белица Петър Стоев откри днес детска площадка, на която могат да играят над петдесет деца.\n"
        "Сподели във Facebook\n© 2024 Всички права запазени\n"
    )
    furniture = clean(source).furniture
    assert [source[f.start : f.end] for f in furniture] == [
        "Начало | Новини | Контакти",
        "Сподели във Facebook",
        "© 2024 Всички права запазени",
    ]
    assert all(f.rule.startswith("furniture.") for f in furniture)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Срокът за заявления е до 5 май.Сподели във Facebook | Twitter", "Срокът за заявления е до 5 май."),
        ("Срокът за заявления е до 5 май. Прочетено: 1 204 пъти", "Срокът за заявления е до 5 май."),
        ("Кметът каза: „Сподели радостта“", "Кметът каза: „Сподели радостта“"),
    ],
)
def test_a_link_glued_to_a_paragraph_goes_alone(line: str, kept: str) -> None:
    title = "Започва приемът на заявления за детски градини"
    assert clean(f"{title}\n{line}").text.strip() == f"{title}\n{kept}"


def test_a_calendar_with_a_cell_to_a_line_goes() -> None:
    article = "Община Трявна откри новата библиотека\nВ сряда кметът посрещна първите читатели в обновената сграда."
    cells = [f"• {cell}" for cell in (*"ПВСЧПСН", 29, 30, *range(1, 31))]
    assert clean("\n".join([article, "Март 2024", *cells])).text.startswith(article)
    assert not [f for f in "ПВСЧ" if f"• {f}" in clean("\n".join([article, *cells])).text]
    assert "• 17" not in clean("\n".join([article, *cells])).text


def test_numbers_that_are_no_calendar_stay() -> None:
    table = "Резултати от турнира в Трявна.\nА\n3\nБ\n12\nВ\n7\nГ\n1\nД\n9\nЕ\n4\nЖ\n8"
    assert clean(table).text == table


ARTICLE = (
    "Кметът на Белица Петър Стоев откри днес детска площадка, на която могат да играят над петдесет деца.\n"
    "Площадката струва 84 000 лв. и е изградена за четири месеца от местна фирма с опит."
)


@pytest.mark.parametrize(
    "line",
    [
        "ВходРегистрация",
        "ОбщинаАдминистрацияУслугиНовиниКонтакти",
        "❖ начало ❖ новини ❖ галерия ❖ контакти",
        "[ Начало ] [ Новини ] [ Контакти ]",
    ],
)
def test_menus_above_whose_entries_run_together_go(line: str) -> None:
    title = "Нова детска площадка отвори врати в Белица"
    assert clean(f"{line}\n{title}\n{ARTICLE}\nСподели във Facebook").text.strip() == f"{title}\n{ARTICLE}"


@pytest.mark.parametrize("line", ["--", "Тази страница е посетена 318 пъти", "СподелиТуитни", "Прочетено: 1 204"])
def test_remains_of_a_page_below_go(line: str) -> None:
    title = "Нова детска площадка отвори врати в Белица"
    source = f"Начало » Новини\n{title}\n{ARTICLE}\n{line}\n« Назад"
    assert clean(source).text.strip() == f"{title}\n{ARTICLE}"


@pytest.mark.parametrize(
    "line",
    [
        "12.05.2023",
        "12.05.2023 г. | Прочетено: 214",
        "Публикувано от admin на 12 май 2023",
        "Бюлетин, бр. 7 / 12.05.2023",
    ],
)
def test_a_dateline_above_the_article_stays_whatever_else_it_says(line: str) -> None:
    title = "Нова детска площадка отвори врати в Белица"
    source = f"Начало » Новини » Общество\n{title}\n{line}\n{ARTICLE}\nСподели | Tweet\n« Назад"
    assert clean(source).text.strip() == f"{title}\n{line}\n{ARTICLE}"


@pytest.mark.parametrize("icons", [" | ||||||", " 📢", " ||"])
def test_a_title_with_the_remains_of_icons_stays(icons: str) -> None:
    source = f"Начало » Новини » Общество\nИзбират доброволци за летния театър{icons}\n{ARTICLE}\nСподели | Tweet"
    assert "Избират доброволци за летния театър" in clean(source).text


@pytest.mark.parametrize("counter", ["Снимка 1 от 5", "Слайд 3 / 12", "Photo 2 of 9"])
def test_the_counter_of_a_gallery_goes(counter: str) -> None:
    article = "Нов парк\n\nДнес кметът откри новия парк край реката и благодари на всички, които са помогнали за него."
    assert clean(article.replace("\n\n", f"\n{counter}\n")).text == article


@pytest.mark.parametrize("month", ["Март 2015", "« Март 2015 г. »", "март"])
def test_a_calendar_goes_with_the_month_above_it(month: str) -> None:
    article = "Нов парк\n\nДнес кметът откри новия парк край реката и благодари на всички, които са помогнали за него."
    assert clean(f"{article}\n{month}\nП В С Ч П С Н\n1\n2 3 4 5 6 7 8\n").text.strip() == article


@pytest.mark.parametrize("heading", ["Календар януари 2011", "Календар на събитията: Май, 2023", "« май 2023 »"])
def test_the_heading_of_a_calendar_without_its_days_goes(heading: str) -> None:
    body = "Нов парк\n\nДнес кметът на общината откри новия парк край реката и благодари на всички, които са помогнали."
    assert heading not in clean(f"{body}\n{heading}\n").text
    assert clean(f"{body}\nКултурен календар за май 2023 г.").text.endswith("май 2023 г.")
