"""Forms of records filled in as a clerk does it: with the keyboard, at typing speed, lookups through their offers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

DAYS = {"end_on": "", "valid_to": "", "ended_on": "", "born_on": "1960-05-05", "due_on": "2023-12-30"}
TEXTS = {
    "login": "a-new-login",
    "password": "correct horse battery",
    "key": "a-new-key",
    "number": "320583990001",
    "rule_key": "only-income-lost/9",
    "code": "320583999",
    "month": "2023-11",
    "reference_period": "2023",
    "value": "12",
}
NUMBERS = {"year": "2031", "amount_fen": "100", "monthly_fen": "300", "value_fen": "300", "unit_value_fen": "300"}
CHOICES = {"identity_kind": "none", "kind": "referral", "relation": "other"}
PREFERRED = {
    "entry_reason",
    "exit_reason",
    "support_place",
    "care_level",
    "disability",
    "override_reason",
}  # left as is
CONTROLS = "form.record input:not([type=hidden]), form.record select, form.record textarea"

STATE = """c => ({name: c.name, type: c.type, value: c.value, required: c.ariaRequired === 'true',
  lookup: c.hasAttribute('data-lookup'), digits: c.hasAttribute('inputmode'),
  options: [...c.options || []].map(option => option.value).filter(Boolean)})"""
VALUES = """names => Object.fromEntries(names.map(
  name => [name, document.querySelector(`form.record [name="${name}"]`).value]))"""


@dataclass
class FilledForm:
    """What was typed into a form, by the name of the field; what could not be filled in."""

    typed: dict[str, str]
    without_options: list[str]


def fill(page: Page, sought: dict[str, str], also: Collection[str] = ("department", "password")) -> FilledForm:
    """Fill in what is needed and empty; `also` what only the chosen kind of a new record needs."""
    filled = FilledForm({}, [])
    for control in page.locator(CONTROLS).all():
        now = control.evaluate(STATE)
        name = now["name"]
        is_needed = now["required"] or name in also
        if now["type"] == "checkbox":
            if name == "tiers" and not filled.typed.get("tiers"):
                control.check()
                filled.typed["tiers"] = now["value"]
            continue
        if (name in PREFERRED and not now["required"]) or now["value"] or not is_needed:
            continue
        if now["lookup"]:
            _choose(page, control, name, sought, filled)
        else:
            _type(control, now)
            filled.typed[name] = control.input_value()
    return filled


def _choose(page: Page, control: Locator, name: str, sought: dict[str, str], filled: FilledForm) -> None:
    """Type what is sought, wait for what fits, take the first with Enter."""
    control.focus()
    control.press_sequentially(sought.get(name, sought["region_code"]), delay=15)
    box = page.locator(f".entry:has(#{name}) .options")
    box.wait_for()
    if box.locator("li").count() == 0:
        filled.without_options.append(name)
        return
    control.press("Enter")
    filled.typed[name] = control.input_value()


def _type(control: Locator, now: dict[str, Any]) -> None:
    name = now["name"]
    if now["type"].startswith("select"):
        values = now["options"]
        choice = CHOICES.get(name.partition("-")[0])
        control.select_option(choice if choice in values else values[0])
    elif now["type"] == "date":
        type_day(control, DAYS.get(name, "2023-12-01"))
    elif now["type"] == "month":
        type_day(control, TEXTS["month"])
    elif now["digits"]:
        control.press_sequentially(NUMBERS.get(name, "1"), delay=10)
    else:
        control.press_sequentially(TEXTS.get(name, "测试录入"), delay=10)


def type_day(control: Locator, day: str) -> None:
    """Type a day or a month digit by digit, in the order in which this Chromium asks for its parts."""
    year, *rest = day.split("-")
    for digits in ("".join([*rest, year]), "".join(["00", year, *rest])):  # six digits fill a year, and lead on
        if control.input_value() != day:
            control.focus()
            control.press_sequentially(digits, delay=15)


def now_in(page: Page, names: list[str]) -> dict[str, str]:
    """What the fields hold now."""
    return page.evaluate(VALUES, names)
