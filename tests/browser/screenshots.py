"""`make screenshots`: pictures for the README and the documents, taken from the demo province at full size."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.support.running_server import NARROW, WIDE, RunningServer, WatchedPage, launch, running

TARGET = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
SCALE = 1.0
SHOTS = {
    "overview": ("province-official", "/"),
    "coverage": ("province-official", "/coverage"),
    "warnings": ("province-official", "/warnings"),
    "charity": ("province-official", "/charity"),
    "changes": ("province-official", "/changes"),
    "league-table": ("province-official", "/regions?level=county&measure=warning_to_assistance"),
    "compare": ("province-official", "/compare?tray=320500,320300&measure=coverage_rate"),
    "search": ("province-official", "/search?q=昆山"),
    "figure": ("province-official", "/figures/coverage_rate?region=320000&period=2023-10"),
    "county": ("kunshan-official", "/"),
    "admin-home": ("township-clerk", "/admin/"),
    "admin-persons": ("township-clerk", "/admin/person/"),
}


def main() -> None:
    """Both languages, wide and as on a phone."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), SCALE) as server,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        for name, (login, path) in SHOTS.items():
            for code, size in (("zh_CN", WIDE), ("en", WIDE), ("zh_CN", NARROW)):
                shoot(browser, server, name, login=login, path=path, code=code, size=size)


def shoot(
    browser: Browser, server: RunningServer, name: str, *, login: str, path: str, code: str, size: tuple[int, int]
) -> None:
    """One picture of what a person sees without scrolling."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    tab = WatchedPage(context.new_page(), server.address)
    tab.sign_in(login)
    tab.set_language(code)
    tab.page.goto(f"{server.address}{path}")
    tab.page.locator("h1").first.wait_for()
    tab.page.wait_for_timeout(2500)  # charts draw after their frame
    kind = "wide" if size == WIDE else "phone"
    file = TARGET / f"{name}-{code[:2]}-{kind}.png"
    tab.page.screenshot(path=file)
    context.close()
    print(file.relative_to(TARGET.parents[1]))


if __name__ == "__main__":
    main()
