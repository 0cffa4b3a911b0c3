"""A column of a file that brings records: declared on top of the column of its model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from babel.support import LazyProxy

from shared.locale import LANGUAGES, use_language
from shared.models.columns import ColumnKind, Requirement, meaning_of
from shared.models.labelled_enum import LabelledEnum, label_of
from shared.parsing import format_boolean, parse_boolean
from shared.spreadsheets.headings import plain_heading


@dataclass(frozen=True, kw_only=True)
class ImportColumn:
    """What stands in a column of a file.

    `name`: the column of the record that it fills. `aliases`: other headings that offices write. `example`: what stands
    in the example row of a template. Not `may_be_empty`: an empty cell leaves the record what it has, or the default.
    """

    name: str
    heading: LazyProxy
    kind: ColumnKind
    is_required: bool
    example: str
    help: LazyProxy | str = ""
    aliases: tuple[str, ...] = ()
    choices: type[LabelledEnum] | None = None
    may_be_empty: bool = True

    def spellings(self) -> set[str]:
        """All headings it is found by, without what offices write differently."""
        headings = {self.name, *self.aliases, *in_all_languages(self.heading)}
        return {plain_heading(heading) for heading in headings}

    def example_text(self) -> str:
        """The example as a person writes it in the language of the moment: of a list of values the name."""
        if self.kind is ColumnKind.FLAG and self.example:
            return format_boolean(parse_boolean(self.example))
        return str(label_of(self.choices, self.example)) if self.choices and self.example else self.example

    def example_texts(self) -> set[str]:
        """The example in every language."""
        texts = set()
        for code in LANGUAGES:
            with use_language(code):
                texts.add(self.example_text())
        return texts


def of_model(record_class: type[Any], name: str, example: str, *aliases: str) -> ImportColumn:
    """The column of a record as a file brings it: heading, help, values and whether it is needed say the model."""
    meaning, column = meaning_of(record_class, name), record_class.__mapper__.columns[name]
    has_default = column.default is not None or meaning.requirement is not Requirement.REQUIRED
    return ImportColumn(
        name=name,
        heading=meaning.label,
        kind=meaning.kind,
        is_required=not column.nullable and not has_default,
        example=example,
        help=meaning.help,
        aliases=aliases,
        choices=meaning.choices,
        may_be_empty=bool(column.nullable),
    )


def in_all_languages(text: LazyProxy | str) -> set[str]:
    """The text in every language of the product."""
    found = set()
    for code in LANGUAGES:
        with use_language(code):
            found.add(str(text))
    return found
