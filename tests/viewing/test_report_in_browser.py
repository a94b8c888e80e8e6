"""The report as a reader meets it: in a headless browser, opened from disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

by = pytest.importorskip("selenium.webdriver.common.by", reason="needs selenium: pip install selenium")
keys = pytest.importorskip("selenium.webdriver.common.keys")
wait = pytest.importorskip("selenium.webdriver.support.ui")

CSS, ID = by.By.CSS_SELECTOR, by.By.ID
Keys = keys.Keys
DAY = "2023-05-05"


@pytest.fixture
def page(browser: Any, out: Path) -> Any:
    """The report, freshly opened."""
    browser.get_log("browser")  # leaves the messages of the last test behind
    browser.get((out / "report.html").as_uri())
    wait.WebDriverWait(browser, 20).until(lambda b: b.find_elements(CSS, "html[data-ready]"))
    return browser


def rows(page: Any) -> list[str]:
    """The rows of the table of facts, each as one line."""
    # Read in one go: the table may be redrawn at any moment.
    lines: list[str] = page.execute_script(
        "return [...document.querySelectorAll('#table tbody tr[data-fact]')].map((row) => row.innerText)"
    )
    return [" ".join(line.split()) for line in lines]


def kinds(page: Any) -> set[str]:
    return {mark.text for mark in page.find_elements(CSS, "#table tbody td mark")}


def write(page: Any, field: str, text: str) -> None:
    """Type into a filter and wait until the table has changed."""
    before = rows(page)
    page.find_element(ID, field).send_keys(text)
    wait.WebDriverWait(page, 5).until(lambda p: rows(p) != before)


def row_of(page: Any, text: str) -> Any:
    return next(row for row in page.find_elements(CSS, "#table tbody tr[data-fact]") if text in row.text)


def current(page: Any) -> str:
    """The characters highlighted in the article."""
    return "".join(mark.text for mark in page.find_elements(CSS, "#reader mark.current"))


def test_loads_without_console_errors_and_without_the_network(page: Any) -> None:
    assert [message for message in page.get_log("browser") if message["level"] in ("SEVERE", "WARNING")] == []
    loaded = page.execute_script("return performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert loaded == []


def test_what_a_document_says_stays_text(page: Any) -> None:
    row_of(page, "2021-07-07").click()
    assert not page.execute_script("return window.hacked")
    assert "window.hacked = true" in page.find_element(ID, "reader").text
    assert page.find_elements(CSS, "#reader img, #reader script") == []


def test_overview_tells_documents_and_failed_inputs(page: Any) -> None:
    tiles = page.find_element(ID, "tiles").text.split("\n")
    assert tiles[tiles.index("Documents") + 1] == "4"
    assert tiles[tiles.index("Failed inputs") + 1] == "1"
    assert "broken.docx" in page.find_element(CSS, "#failed").get_attribute("textContent")


def test_a_kind_switched_off_is_not_shown(page: Any) -> None:
    assert "date" in kinds(page)
    page.find_element(CSS, "#kinds input[value='date']").click()
    assert "date" not in kinds(page) and "budget" in kinds(page)


def test_search_shows_rows_with_the_words_and_show_all_brings_the_others_back(page: Any) -> None:
    everything = rows(page)
    write(page, "search", "176 614,69")
    assert len(rows(page)) == 1 and "176 614,69 BGN" in rows(page)[0]
    assert "1 of 4 documents" in page.find_element(ID, "chosen").text
    page.find_element(ID, "clear").click()
    assert rows(page) == everything


def test_a_name_keeps_its_own_rows_and_the_other_facts_of_its_documents(page: Any) -> None:
    write(page, "municipality", "Русе")
    assert "2022-06-06" in " ".join(rows(page)), "a date of the document that names the municipality"
    assert DAY not in " ".join(rows(page))
    assert {row.split()[1] for row in rows(page) if row.startswith("municipality")} == {"Русе"}


def test_sums_are_filtered_in_euro(page: Any) -> None:
    write(page, "low", "50000")
    sums = [row for row in rows(page) if row.startswith("budget")]
    assert len(sums) == 1 and "176 614,69 BGN" in sums[0]


def test_dates_are_filtered_by_day(page: Any) -> None:
    page.execute_script(
        "const from = document.getElementById('from'); from.value = '2023-01-01';from.dispatchEvent(new Event('input'))"
    )
    wait.WebDriverWait(page, 5).until(lambda p: "2022-06-06" not in " ".join(rows(p)))
    assert DAY in " ".join(rows(page))


def test_a_click_on_a_row_shows_its_place_in_the_article(page: Any) -> None:
    row_of(page, DAY).click()
    assert current(page).startswith("5 май 2023")
    assert "dates." in page.find_element(CSS, "#reader .card").text
    mark, body = (page.find_element(CSS, f"#reader {css}").rect for css in ("mark.current", ".body"))
    assert body["y"] <= mark["y"] and mark["y"] + mark["height"] <= body["y"] + body["height"], "in view"
    assert page.find_element(CSS, "#reader .furniture").text.startswith("Начало")


def test_offsets_hold_after_characters_outside_the_basic_plane(page: Any) -> None:
    row_of(page, "2021-07-07").click()
    assert current(page).startswith("7 юли 2021")


def test_a_press_on_a_mark_tells_the_fact(page: Any) -> None:
    row_of(page, DAY).click()
    mark = next(mark for mark in page.find_elements(CSS, "#reader mark.budget"))
    mark.click()
    assert "176 614,69 BGN" in page.find_element(CSS, "#reader .card").text


def test_the_table_works_with_keys_alone(page: Any) -> None:
    first = page.find_element(CSS, "#table tbody button[tabindex='0']")
    first.send_keys(Keys.ARROW_DOWN)
    second = page.switch_to.active_element
    assert second != first and second.tag_name == "button"
    second.send_keys(Keys.ENTER)
    fact = page.execute_script("return arguments[0].closest('tr').dataset.fact", second)
    marks = page.find_elements(CSS, "#reader mark.current")
    assert marks and all(fact in mark.get_attribute("data-facts").split() for mark in marks)
    second.send_keys(Keys.ARROW_RIGHT)
    assert page.switch_to.active_element == marks[0]
    marks[0].send_keys(Keys.ESCAPE)
    assert page.switch_to.active_element == second
    assert page.execute_script("return getComputedStyle(arguments[0]).outlineStyle", second) == "solid"


def test_tab_reaches_the_skip_link_first(page: Any) -> None:
    page.find_element(CSS, "body").send_keys(Keys.TAB)
    assert page.switch_to.active_element.get_attribute("class") == "skip"


def test_the_map_colours_municipalities_and_filters_on_a_press(page: Any) -> None:
    coloured = page.find_elements(CSS, "#map path:not(.c0)")
    assert {area.get_attribute("data-code") for area in coloured} == {"SLV20", "RSE27"}
    page.find_element(CSS, "#map-measure input[value='euro']").find_element(by.By.XPATH, "..").click()
    assert "EUR" in page.find_element(ID, "legend").text
    page.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', { bubbles: true }))", coloured[0])
    assert kinds(page) == {"municipality"} and len(rows(page)) >= 1


def test_charts_follow_the_filters(page: Any) -> None:
    assert "Мария Николова" in page.find_element(ID, "top-people").text
    write(page, "search", DAY)
    assert "Мария Николова" not in page.find_element(ID, "top-people").text


def test_every_control_has_a_name(page: Any) -> None:
    controls = page.find_elements(CSS, "button, input, select, a, [role='button'], [role='img']")
    nameless = [
        one.get_attribute("outerHTML")[:120] for one in controls if one.is_displayed() and not one.accessible_name
    ]
    assert nameless == []


@pytest.mark.parametrize("width", [1440, 1200, 800, 380])
def test_nothing_sticks_out_sideways(page: Any, width: int) -> None:
    page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
    try:
        assert page.execute_script("return document.documentElement.scrollWidth") <= width
        scroll = page.find_element(ID, "scroll")
        assert scroll.get_property("scrollWidth") <= scroll.get_property("clientWidth")
    finally:
        page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


CONTRAST = """
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const rgb = (colours) => {  // layers of CSS colours, lowest first
  canvas.clearRect(0, 0, 1, 1);
  for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
};
const light = (channels) => channels.map((c) => c / 255)
  .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
const low = new Map();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !node.checkVisibility()) continue;
  if (node.closest("script, noscript, :disabled, datalist")) continue;
  const grounds = [];
  for (let at = node; at; at = at.parentElement) grounds.unshift(getComputedStyle(at).backgroundColor);
  const [ink, ground] = [rgb([...grounds, getComputedStyle(node).color]), rgb(grounds)].map(light);
  const ratio = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
  if (ratio < 4.5) low.set(`${node.tagName}.${node.className}`, ratio.toFixed(2));
}
return [...low];
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(page: Any, theme: str) -> None:
    """WCAG 2.2, 1.4.3: a contrast of at least 4.5 to 1."""
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})
    try:
        row_of(page, DAY).click()
        assert page.execute_script(CONTRAST) == []
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
