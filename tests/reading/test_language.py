"""Bulgarian is told from its neighbours."""

from __future__ import annotations

import pytest

from extractor.reading.language import detect_language

TEXTS = [
    ("bg", "Кметът съобщи, че ремонтът на училището ще приключи до края на годината и ще струва два милиона."),
    ("mk", "Градоначалникот изјави дека училиштето ќе биде обновено до крајот на годината за два милиони."),
    ("sr", "Градоначелник је изјавио да ће школа бити обновљена до краја године и да ће то коштати два милиона."),
    ("ru", "Мэр сообщил, что ремонт школы будет завершён до конца года и обойдётся в два миллиона."),
    ("en", "The mayor said that the school would be repaired by the end of the year for two million."),
    ("bg-Latn", "Obshtina Karlovo otkri nova detska ploshtadka. Kmetat blagodari na vsichki, koito pomognaha za neya."),
    ("bg-Latn", "Utre ot 4asa v 6koloto 6te ima sre6ta na roditelite s direktora za remonta na pokriva i za dvora."),
    (
        "sr",
        "Predsednik opstine otvorio je danas novo obdaniste. Radovi su trajali dva meseca i kostali su milion dinara.",
    ),
    ("sr", "Gradonačelnik je otvorio novu školu. Na svečanosti su bili učenici, koji su izveli program za uzvanike."),
    (None, "12.05.2020"),
    (None, ""),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_language_is_told(language: str | None, text: str) -> None:
    assert detect_language(text) == language
