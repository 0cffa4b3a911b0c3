"""What is true of a person for some days, each changed on a page of its own that starts from the page of the person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .death_page import DeathPage
from .disability_page import DisabilityPage
from .registration_page import RegistrationPage

PERSON_FACT_PAGES: tuple[Callable[[Any], Any], ...] = (RegistrationPage, DisabilityPage, DeathPage)
