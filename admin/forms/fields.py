"""Form fields: what people type, read strictly and shown again as typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, Field, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from shared.locale import _
from shared.parsing import format_yuan, parse_count, parse_date, parse_month, parse_telephone, parse_yuan, to_plain_text

Candidates = Callable[[str], list[Any]]


def normalise_text(text: str) -> str:
    """Full-width digits and signs as plain ones, without blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


class TrimmedTextField(StringField):
    """One line. Blanks around it go; nothing typed is None."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the typed text."""
        self.data = (valuelist[0].strip() if valuelist else "") or None


class LongTextField(TextAreaField, TrimmedTextField):
    """Several lines."""


class ParsedField(Field):
    """A field whose text has to be read as something; when it cannot, the text stays as it was typed."""

    widget = TextInput()
    input_type = "text"
    input_mode = ""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.format(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; ValueError with a message when it cannot be."""
        text = valuelist[0] if valuelist else ""
        self.data = None
        if to_plain_text(text):
            self.data = self.parse(text)

    def parse(self, text: str) -> Any:
        """The value that a text stands for."""
        raise NotImplementedError

    def format(self, value: Any) -> str:
        """The text that stands for a value."""
        return str(value)


class DateField(ParsedField):
    """A date: 2023-12-31 and the other forms of docs/parsing.md."""

    input_type = "date"

    def parse(self, text: str) -> date:
        """Year, month and day in this order."""
        return parse_date(text)


class MonthField(ParsedField):
    """A month, kept as text: 2023-12."""

    input_type = "month"

    def parse(self, text: str) -> str:
        """Year and month."""
        return parse_month(text)


class TelephoneField(ParsedField):
    """The number of a telephone."""

    input_type = "tel"

    def parse(self, text: str) -> str:
        """Mobile, or landline with its area code."""
        return parse_telephone(text)


class IntegerField(ParsedField):
    """A whole number; thousands may be set apart. What may not be below zero its column says."""

    input_mode = "numeric"

    def parse(self, text: str) -> int:
        """Digits, perhaps with a minus."""
        return parse_count(text, allow_negative=True)


class YuanField(ParsedField):
    """An amount in yuan with at most two decimals; kept in fen. What may not be below zero its column says."""

    input_mode = "decimal"

    def parse(self, text: str) -> int:
        """Yuan to fen, exactly."""
        return parse_yuan(text, allow_negative=True)

    def format(self, value: int) -> str:
        """Fen as yuan, without setting thousands apart."""
        return format_yuan(value).replace(",", "")


class ChoiceField(SelectField):
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
            raise ValueError(_("Choose one of the listed values."))
        self.data = chosen or None


class ReferenceChoiceField(ChoiceField):
    """One record of a short list, by its number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """The number of the chosen record."""
        super().process_formdata(valuelist)
        self.data: Any = None if self.data is None else int(self.data)


class MultiChoiceField(SelectMultipleField):
    """Several values of a list."""

    def __init__(self, *args: Any, options: Callable[[], Iterable[tuple[str, Any]]], **kwargs: Any) -> None:
        super().__init__(*args, choices=[], validate_choice=False, coerce=str, **kwargs)
        self.choices = list(options())

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        """Values of the list only."""
        if not set(self.data or ()) <= {str(key) for key, _text in self.choices}:
            raise ValidationError(_("Choose one of the listed values."))


class CheckboxField(BooleanField):
    """Yes or no."""


class LookupField(ParsedField):
    """Another record, by its number (`… #12`), or by a text that finds exactly one in the user's regions.

    An offer that was changed by hand, or whose record has another name or is void by now, is not taken.
    """

    def __init__(
        self, *args: Any, candidates: Candidates, key: Callable[[Any], Any], text: Callable[[Any], str], **kwargs: Any
    ) -> None:
        self.address, self.hint = kwargs.pop("address"), kwargs.pop("hint")
        self.opens_on_focus = kwargs.pop("opens_on_focus", False)
        self.suggests_few = kwargs.pop("suggests_few", lambda: False)
        self._suggestions: Candidates = kwargs.pop("suggestions", lambda _text: [])
        self._candidates, self._key, self._text = candidates, key, text
        super().__init__(*args, **kwargs)

    def parse(self, text: str) -> Any:
        """The key of the one record found; what was stored already is taken as it is."""
        text = normalise_text(text)
        if self._names_what_is_stored(text):
            return self.object_data
        records = self._candidates(text)
        if not records:
            self._refuse_unchosen(self._suggestions(text))
            raise ValueError(_("Nothing was found in your regions."))
        if len(records) > 1:
            self._refuse_unchosen(records)
        self._check_offer(text, records[0])
        return self._key(records[0])

    def _refuse_unchosen(self, records: list[Any]) -> None:
        """Several may be meant, or one that the text does not name: a person chooses."""
        names = _("; ").join(self._text(record) for record in records[:5])
        if len(records) > 1:
            raise ValueError(_("Several records match: {names}. Choose one.").format(names=names))
        if records:
            raise ValueError(_("Is it {name}? Choose it from the list.").format(name=names))

    def _check_offer(self, text: str, record: Any) -> None:
        """Refuse an offer that no longer says what its record is."""
        name, separator, _rest = text.partition(" · ")
        is_offer = separator and text.endswith(f"#{self._key(record)}")
        if is_offer and name != self._text(record).partition(" · ")[0]:
            raise ValueError(_("“{text}” no longer fits the record. Choose it again.").format(text=text))
        if getattr(record, "retired_on", None) is not None:
            raise ValueError(_("The record has been voided. Choose another one."))

    def _names_what_is_stored(self, text: str) -> bool:
        """Whether the text ends in the stored key as we write it: `#12`, or the bare code of a region."""
        stored = self.object_data
        mark = "" if isinstance(stored, str) else "#"
        return stored is not None and bool(re.search(rf"(?<![0-9]){mark}{re.escape(str(stored))}$", text))

    def format(self, value: Any) -> str:
        """The record that is stored, as the lookup offers it."""
        records = self._candidates(f"#{value}")
        return self._text(records[0]) if records else f"#{value}"
