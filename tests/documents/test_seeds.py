"""The five press releases that the project began from: what every careful reader finds in them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from spacy.language import Language

import extractor


@pytest.fixture(scope="module")
def facts(nlp: Language, shared: Path) -> pd.DataFrame:
    files = sorted((shared / "seeds").glob("*.txt"))
    return extractor.extract([file.read_text("utf-8") for file in files], ids=[f.stem[:3] for f in files], nlp=nlp)


def of(facts: pd.DataFrame, doc_id: str, kind: str) -> pd.DataFrame:
    return facts[(facts["doc_id"] == doc_id) & (facts["kind"] == kind)]


def positions(facts: pd.DataFrame, doc_id: str) -> set[tuple[str, str | None, str | None]]:
    rows = of(facts, doc_id, "person").astype(object)
    rows = rows.where(rows.notna(), None)
    return set(rows[["person", "role", "org"]].itertuples(index=False, name=None))


def test_secretary_of_pernik(facts: pd.DataFrame) -> None:
    assert ("Радослава Манова", "секретар", "Община Перник") in positions(facts, "000")


def test_over_200_participants(facts: pd.DataFrame) -> None:
    for doc_id in ("000", "001"):
        assert "200.." in set(of(facts, doc_id, "participants")["value"])


def test_138_municipalities(facts: pd.DataFrame) -> None:
    rows = of(facts, "001", "participants")
    assert set(rows.loc[rows["value"] == "138", "count_of"]) == {"община"}


def test_the_whole_election_commission_by_name(facts: pd.DataFrame) -> None:
    found = {(person, role) for person, role, _ in positions(facts, "001")}
    assert {
        ("Стефка Стоева", "председател"),
        ("Кристина Стефанов", "заместник-председател"),
        ("Севинч Солакова", "секретар"),
        *(
            (name, "член")
            for name in (
                "Александър Андреев",
                "Йорданка Ганчева",
                "Катя Иванова",
                "Силвия Стойчева",
                "Таня Цанева",
                "Емил Войнов",
                "Ивайло Ивков",
            )
        ),
    } <= found


def test_yesterday_with_its_date(facts: pd.DataFrame) -> None:
    assert "2023-08-10" in set(of(facts, "002", "date")["value"])


def test_both_positions_of_one_person(facts: pd.DataFrame) -> None:
    found = {(role, org) for person, role, org in positions(facts, "002") if person == "Валя Радева"}
    assert ("секретар", "Община Сливен") in found
    association = {"НАСО РБ", "Национална асоциация на секретарите на общини в Република България"}  # one body
    assert any(role == "председател на УС" and org in association for role, org in found)


def test_one_name_for_all_mentions(facts: pd.DataFrame) -> None:
    assert {person for person, _, _ in positions(facts, "002") if "Мундров" in person} == {"Валентин Мундров"}


def test_representatives_and_their_municipalities(facts: pd.DataFrame) -> None:
    rows = of(facts, "003", "participants")
    assert {("25", "представител"), ("13", "община")} <= set(zip(rows["value"], rows["count_of"], strict=True))


def test_date_of_the_decision(facts: pd.DataFrame) -> None:
    rows = of(facts, "003", "date")
    assert ("2018-10-05", "document") in set(zip(rows["value"], rows["date_role"], strict=True))


def test_three_municipalities_and_the_trained(facts: pd.DataFrame) -> None:
    assert {"Самоков", "Червен бряг", "Роман"} <= set(of(facts, "004", "municipality")["municipality"])
    assert {"35", "30", "20"} <= set(of(facts, "004", "participants")["value"])


def test_total_value_of_the_project(facts: pd.DataFrame) -> None:
    rows = of(facts, "004", "budget")
    assert set(zip(rows["value"], rows["amount_role"], strict=True)) == {("176614.69 BGN", "total")}


def test_nothing_from_calendar_menu_or_repeated_title(facts: pd.DataFrame) -> None:
    calendar = of(facts, "001", "date")
    assert not set(calendar["value"]) & {"2020-02", "2020"}
    assert "XXXX-07-23/XXXX-07-24" in set(calendar["value"]) or "2019-07-23/2019-07-24" in set(calendar["value"])
    assert list(of(facts, "001", "participants")["n_mentions"].head(1)) <= [3], "the title counts once"
    assert not of(facts, "004", "institution")["institution"].str.contains("Вход|Регистрация").any()
