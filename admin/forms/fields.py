"""Form fields: what people type, read strictly and said back as typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from wtforms import BooleanField, Field, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from admin.display.formatting import yuan
from shared.locale import _

Candidates = Callable[[str], list[Any]]


def tidy(text: str) -> str:
    """Full-width digits and signs as plain ones, without blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


class Text(StringField):
    """One line. Blanks around it go; nothing typed is None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the typed text."""
        self.data = (valuelist[0].strip() if valuelist else "") or None


class LongText(TextAreaField, Text):
    """Several lines."""


class Typed(Field):
    """A field whose text has to be read as something; when it cannot, the text stays as it was typed."""

    widget = TextInput()
    input_type = "text"
    input_mode = ""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.write(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; ValueError with a sentence when it cannot be."""
        text = tidy(valuelist[0]) if valuelist else ""
        self.data = None
        if text:
            self.data = self.read(text)

    def read(self, text: str) -> Any:
        """The value that a text stands for."""
        raise NotImplementedError

    def write(self, value: Any) -> str:
        """The text that stands for a value."""
        return str(value)


class Day(Typed):
    """A date: 2023-12-31, also 2023/12/31, 2023.12.31 and 20231231."""

    input_type = "date"

    def read(self, text: str) -> date:
        """Year, month and day in this order."""
        return read_day(text)


def read_day(text: str) -> date:
    """The day that a text says; ValueError with a sentence when it says none."""
    found = re.fullmatch(r"([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})", text, re.ASCII)
    try:
        return date(*(int(part) for part in (found[1], found[3], found[4])))  # type: ignore[index]
    except (TypeError, ValueError) as error:
        raise ValueError(_("Write the day as year, month and day, like 2023-12-31.")) from error


class Month(Typed):
    """A month, kept as text: 2023-12."""

    input_type = "month"

    def read(self, text: str) -> str:
        """Year and month."""
        found = re.fullmatch(r"([12][0-9]{3})[-/.]?(0?[1-9]|1[0-2])", text, re.ASCII)
        if found is None:
            raise ValueError(_("Write the month as year and month, like 2023-12."))
        return f"{found[1]}-{int(found[2]):02}"


class Whole(Typed):
    """A whole number; thousands may be set apart."""

    input_mode = "numeric"

    def read(self, text: str) -> int:
        """Digits, perhaps with a minus."""
        plain = text.replace(",", "").replace(" ", "")
        if not re.fullmatch(r"-?[0-9]{1,18}", plain, re.ASCII):
            raise ValueError(_("Write a whole number, like 1200."))
        return int(plain)


class Yuan(Typed):
    """An amount in yuan with at most two decimals; kept in fen."""

    input_mode = "decimal"

    def read(self, text: str) -> int:
        """Yuan to fen, exactly."""
        plain = text.replace(",", "").replace(" ", "").removesuffix("元")
        if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,2})?", plain, re.ASCII):
            raise ValueError(_("Write an amount in yuan with at most two decimals, like 1200.50."))
        try:
            return int(Decimal(plain) * 100)
        except InvalidOperation as error:  # pragma: no cover - the pattern leaves none
            raise ValueError from error

    def write(self, value: int) -> str:
        """Fen as yuan, without setting thousands apart."""
        return yuan(value).replace(",", "")


class Pick(SelectField):
    """One value of a list, or none where none is needed."""

    def __init__(self, *args: Any, options: Callable[[], Iterable[tuple[str, Any]]], **kwargs: Any) -> None:
        super().__init__(*args, choices=[], validate_choice=False, coerce=str, **kwargs)
        self.choices = [("", ""), *options()]

    def process_data(self, value: Any) -> None:
        """Select what is stored, whatever its type."""
        self.data = None if value is None else str(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take a value of the list only."""
        chosen = valuelist[0] if valuelist else ""
        if chosen not in {str(key) for key, _text in self.choices}:
            raise ValueError(_("Choose one of the values offered."))
        self.data = chosen or None


class PickNumber(Pick):
    """One record of a short list, by its number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """The number of the chosen record."""
        super().process_formdata(valuelist)
        self.data: Any = None if self.data is None else int(self.data)


class PickSeveral(SelectMultipleField):
    """Several values of a list."""

    def __init__(self, *args: Any, options: Callable[[], Iterable[tuple[str, Any]]], **kwargs: Any) -> None:
        super().__init__(*args, choices=[], validate_choice=False, coerce=str, **kwargs)
        self.choices = list(options())

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        """Values of the list only."""
        if not set(self.data or ()) <= {str(key) for key, _text in self.choices}:
            raise ValidationError(_("Choose one of the values offered."))


class Check(BooleanField):
    """Yes or no."""


class Lookup(Typed):
    """Another record, by its number (`… #12`), or by a text that finds exactly one in the person's regions."""

    def __init__(
        self, *args: Any, candidates: Candidates, key: Callable[[Any], Any], text: Callable[[Any], str], **kwargs: Any
    ) -> None:
        self.address, self.hint = kwargs.pop("address"), kwargs.pop("hint")
        self.offers_few = kwargs.pop("offers_few", False)
        self._candidates, self._key, self._text = candidates, key, text
        super().__init__(*args, **kwargs)

    def read(self, text: str) -> Any:
        """The key of the one record found; what was stored already is taken as it is."""
        if self._names_what_is_stored(text):
            return self.object_data
        found = self._candidates(text)
        if not found:
            raise ValueError(_("Nothing like this is found in your regions."))
        if len(found) > 1:
            names = _("; ").join(self._text(record) for record in found[:5])
            raise ValueError(_("This fits several: {names}. Choose one.").format(names=names))
        return self._key(found[0])

    def _names_what_is_stored(self, text: str) -> bool:
        """Whether the text ends in the stored key as we write it: `#12`, or the bare code of a region."""
        stored = self.object_data
        mark = "" if isinstance(stored, str) else "#"
        return stored is not None and bool(re.search(rf"(?<![0-9]){mark}{re.escape(str(stored))}$", text))

    def write(self, value: Any) -> str:
        """The record that is stored, as the lookup offers it."""
        found = self._candidates(f"#{value}")
        return self._text(found[0]) if found else f"#{value}"
