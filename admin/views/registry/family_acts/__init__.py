"""Acts on a family, each on a page of its own that starts from the page of the household."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .birth_page import BirthPage
from .marriage_page import MarriagePage
from .merger_page import MergerPage
from .move_page import MovePage
from .split_page import SplitPage
from .stop_page import StopPage
from .undo_page import UndoPage

FAMILY_ACT_PAGES: tuple[Callable[[Any], Any], ...] = (
    MovePage,
    BirthPage,
    MarriagePage,
    SplitPage,
    MergerPage,
    StopPage,
    UndoPage,
)
