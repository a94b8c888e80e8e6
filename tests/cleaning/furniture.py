"""Dress clean articles in site furniture: documents whose furniture is known line by line.

The words here are written apart from the lexicon and the training data of the model, as sites
of very different make would have them.
"""

from __future__ import annotations

import random
from collections.abc import Callable

MENUS = [
    ["Начало", "Общината", "Кметът", "Общински съвет", "Услуги", "Новини", "Контакти"],
    ["За нас", "Екип", "Проекти", "Публикации", "Медиите за нас", "Дарете"],
    ["Министерство", "Политики", "Проекти и програми", "Нормативна уредба", "Пресцентър", "Кариери"],
    ["България", "Свят", "Бизнес", "Спорт", "Култура", "Мнения", "Здраве", "Технологии"],
    ["Училището", "Прием", "Ученици", "Родители", "Седмично разписание", "Галерия"],
    ["Home", "About", "News", "Projects", "Contacts"],
]
SITES = [
    "Портал на община Белица",
    "Официален сайт на Министерството на труда",
    "Новини от Странджа",
    "Фондация „Свободен дом“",
    "Регионален портал „Огледало“",
    "СУ „Пейо Яворов“ – Поморие",
]
SEPARATORS = [" | ", " / ", " » ", " · ", "   ", " > ", " • "]
TEASERS = [
    "Започва ремонтът на пазара",
    "Нови фонтани в градската градина",
    "Ученици засадиха сто фиданки",
    "График за сметоизвозването през празниците",
    "Спират водата в три квартала",
    "Обявиха класирането в детските градини",
    "Среща с пенсионерските клубове",
    "Хандбалистките с трета поредна победа",
]
MONTHS = ["януари", "март", "май", "юли", "септември", "декември"]

Maker = Callable[[random.Random], list[str]]


def _number(rng: random.Random) -> str:
    return rng.choice(
        [str(rng.randint(3, 99)), str(rng.randint(100, 9999)), f"{rng.randint(1, 99)} {rng.randint(100, 999)}"]
    )


def _day(rng: random.Random) -> str:
    return f"{rng.randint(1, 28):02}.{rng.randint(1, 12):02}.{rng.randint(2008, 2026)}"


def menu(rng: random.Random) -> list[str]:
    entries = rng.choice(MENUS)
    entries = entries[: rng.randint(4, len(entries))]
    if rng.random() < 0.25:
        return list(entries)  # one entry a line
    line = rng.choice(SEPARATORS).join(entries)
    return [line.upper() if rng.random() < 0.3 else line]


def path(rng: random.Random) -> list[str]:
    steps = [
        "Начало",
        rng.choice(["Новини", "Пресцентър", "Актуално", "Медии"]),
        rng.choice(["Новини", "Архив", "2021", "Събития"]),
    ]
    lead = rng.choice(["", "", "Вие сте тук: ", "Намирате се в: "])
    return [lead + rng.choice([" » ", " > ", " / ", " › "]).join(steps)]


def login(rng: random.Random) -> list[str]:
    return [
        rng.choice(
            [
                "Вход | Регистрация",
                "Вход за потребители",
                "Търсене",
                "Моят профил  Изход",
                "Вход с електронен подпис | Търсене",
            ]
        )
    ]


def access(rng: random.Random) -> list[str]:
    return [
        rng.choice(
            ["A+ A A-", "BG | EN", "Към основното съдържание", "Skip to main content", "Размер на шрифта: А+ А-"]
        )
    ]


def cookies(rng: random.Random) -> list[str]:
    return [
        rng.choice(
            [
                "Този сайт използва бисквитки. Приемам",
                "Използваме бисквитки, за да подобрим работата на сайта. Научете повече | Съгласен съм",
                "Сайтът използва „бисквитки“. Политика за поверителност  Приемам всички",
            ]
        )
    ]


def weather(rng: random.Random) -> list[str]:
    return [
        rng.choice(
            [
                f"Времето днес: {rng.randint(-9, 39)}°C",
                f"София {rng.randint(1, 30)}°  Пловдив {rng.randint(1, 30)}°",
                "Прогноза за времето",
            ]
        )
    ]


def calendar(rng: random.Random) -> list[str]:
    first = rng.randint(1, 5)
    weeks = [" ".join(str(d) for d in range(max(1, s), s + 7)) for s in range(first, first + 21, 7)]
    names = rng.choice(["Пн Вт Ср Чт Пт Сб Нд", "П В С Ч П С Н", "Пон Вт Ср Чет Пет Съб Нед"])
    return [f"« {rng.choice(MONTHS).capitalize()} {rng.randint(2009, 2025)} »", names, *weeks]


def share(rng: random.Random) -> list[str]:
    return [
        rng.choice(
            [
                "Сподели във Facebook | Twitter | LinkedIn",
                "Сподели:",
                "Споделете статията: Facebook  Viber  Telegram",
                "Tweet",
                "Харесай ни във Facebook",
                "Share on Facebook | Share on X",
                "Изпрати на приятел | Печат | PDF",
                "Принтирай",
                "[ Версия за печат ]   [ Изпрати по e-mail ]",
            ]
        )
    ]


def counter(rng: random.Random) -> list[str]:
    n = _number(rng)
    return [
        rng.choice(
            [
                f"Прочетено: {n}",
                f"Видяна {n} пъти",
                f"Посещения: {n}",
                f"Брой преглеждания: {n}",
                f"Коментари ({n})",
                f"{n} коментара | {n} прочитания",
            ]
        )
    ]


def paging(rng: random.Random) -> list[str]:
    return [
        rng.choice(
            [
                "« Назад",
                "« Предишна новина   Следваща новина »",
                "Обратно към всички новини",
                "Нагоре ↑",
                "<< предишна | следваща >>",
                "Назад към списъка",
            ]
        )
    ]


def tags(rng: random.Random) -> list[str]:
    words = rng.sample(["образование", "ремонт", "бюджет", "Кюстендил", "спорт", "екология", "младежи"], 3)
    return [rng.choice(["Етикети: ", "Тагове: ", "Ключови думи: ", "Tags: "]) + ", ".join(words)]


def change_date(rng: random.Random) -> list[str]:
    return [rng.choice(["Последна промяна: ", "Последно обновяване: ", "Актуализирано на "]) + _day(rng)]


def related(rng: random.Random) -> list[str]:
    head = rng.choice(
        ["Още по темата", "Свързани новини:", "Последни новини", "Виж още:", "Подобни публикации", "Най-четени"]
    )
    bullet, dated = rng.choice(["", "", "» ", "- ", "• "]), rng.random() < 0.4
    chosen = rng.sample(TEASERS, rng.randint(1, 4))
    return [head, *(f"{bullet}{teaser}{' – ' + _day(rng) if dated else ''}" for teaser in chosen)]


def footer(rng: random.Random) -> list[str]:
    phone = (
        f"0{rng.randint(30, 99)}{rng.randint(1, 9)}/ {rng.randint(10, 99)} {rng.randint(10, 99)} {rng.randint(10, 99)}"
    )
    return [
        rng.choice(
            [
                f"{rng.randint(1000, 9999)} гр. Белица, ул. „Георги Андрейчин“ № {rng.randint(1, 90)}, тел. {phone}",
                f"Тел.: {phone} | E-mail: info@primer.example",
                f"За контакти: тел. {phone}, press@primer.example",
                "www.primer.example",
            ]
        )
    ]


def legal(rng: random.Random) -> list[str]:
    return [
        rng.choice(
            [
                f"© {rng.randint(2005, 2026)} Всички права запазени",
                "Copyright © Всички права запазени. Изработка: Студио Две",
                "Общи условия | Политика за поверителност | Карта на сайта",
                "Политика за бисквитки",
                "Уеб дизайн: Пиксел ООД",
            ]
        )
    ]


def ad(rng: random.Random) -> list[str]:
    return [
        rng.choice(
            [
                "РЕКЛАМА",
                "Реклама: климатици с монтаж, тел. 0888 111 222",
                "Абонирайте се за нашия бюлетин!",
                "Рекламирайте тук",
            ]
        )
    ]


def gallery(rng: random.Random) -> list[str]:
    return [
        rng.choice(
            [
                "Галерия",
                f"Галерия ({rng.randint(2, 40)} снимки)",
                "Вижте още снимки",
                "Прикачени файлове: pokana.pdf (120 KB)",
            ]
        )
    ]


ABOVE: list[Maker] = [menu, menu, path, login, access, cookies, weather, calendar]
BELOW: list[Maker] = [
    share,
    share,
    counter,
    paging,
    tags,
    change_date,
    related,
    related,
    footer,
    legal,
    ad,
    gallery,
    calendar,
]


def dress(article: list[str], rng: random.Random) -> list[tuple[str, bool]]:
    """The lines of `article` with furniture around them, each with whether it is furniture."""
    above: list[str] = [rng.choice(SITES)] if rng.random() < 0.4 else []
    for maker in rng.sample(ABOVE, rng.randint(1, 3)):
        above += maker(rng)
    below = [line for maker in rng.sample(BELOW, rng.randint(2, 5)) for line in maker(rng)]
    lines = [(line, True) for line in above]
    lines += [(line, False) for line in article]
    if rng.random() < 0.3 and len(article[0].split()) > 3:
        lines.insert(len(above) + 1, (article[0], True))  # the title once more
    return lines + [(line, True) for line in below]
