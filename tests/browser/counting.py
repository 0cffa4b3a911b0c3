"""How often somebody presses, and how many pages are drawn, until a task is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Frame, Page

COUNT_PRESSES = """addEventListener('pointerdown', () => {
  sessionStorage.setItem('presses', Number(sessionStorage.getItem('presses')) + 1);
}, true)"""


@dataclass
class Effort:
    """Presses and pages of a page of the browser, from now on."""

    page: Page
    addresses: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(COUNT_PRESSES)
        self.page.evaluate(COUNT_PRESSES)
        self.page.evaluate("sessionStorage.removeItem('presses')")
        self.page.on("framenavigated", self._note)

    def _note(self, frame: Frame) -> None:
        if frame == self.page.main_frame:
            self.addresses.append(frame.url)

    @property
    def presses(self) -> int:
        """Clicks or taps so far, in this tab."""
        return int(self.page.evaluate("sessionStorage.getItem('presses')") or 0)

    @property
    def pages(self) -> int:
        """Pages drawn so far; what is only led on from is none."""
        return len(self.addresses)


def note(record_property: Any, task: str, effort: Effort, variant: str) -> None:
    """Have the effort printed at the end of the tests."""
    record_property("counted", f"{task}, {variant}: {effort.presses} clicks, {effort.pages} pages")
