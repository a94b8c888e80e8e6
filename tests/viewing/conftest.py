"""A small run to look at, and a headless browser to look at it with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extractor.commands import app

HOSTILE = (
    '</script><script>window.hacked = true</script><img src="http://x.invalid/a.png" onerror="window.hacked = true">'
)
ARTICLES = {
    "forum": "Начало | Новини | Контакти\n\nКметът на Сливен Иван Петров откри форума на 5 май 2023 г.\n\n"
    "Проектът на Община Сливен е за 176 614,69 лв.\n\n« Назад\n",
    "awards": "На 6 юни 2022 г. в Русе 25 деца получиха награди. Общо 1 200 лв. даде Община Русе. "
    "Кметът на Русе Мария Николова и Иван Петров поздравиха децата.",
    "hostile": f"😀 {HOSTILE} На 7 юли 2021 г. в Сливен бяха дадени 2 500 лв. за ремонт на читалището.",
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three documents, and one that is broken."""
    folder = tmp_path_factory.mktemp("in")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "broken.docx").write_bytes(b"no archive")
    return folder


@pytest.fixture(scope="session")
def out(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run with texts, and its report."""
    out = tmp_path_factory.mktemp("Съобщения")
    done = CliRunner().invoke(app, ["run", str(folder), "-o", str(out), "--engine", "rules", "--keep-text", "--quiet"])
    assert done.exit_code == 1, done.output  # one input failed
    done = CliRunner().invoke(app, ["report", str(out)])
    assert done.exit_code == 0, done.output
    return out


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """Chromium without a window; tests that need it are skipped where it is not installed."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium: pip install selenium")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("needs a browser: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    quiet = ("no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-sync")
    still = ("disable-background-networking", "disable-component-update", "disable-dev-shm-usage")
    for flag in ("headless=new", "window-size=1440,1000", *quiet, *still):
        options.add_argument(f"--{flag}")
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('profile')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield started
    started.quit()
