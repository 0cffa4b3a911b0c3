"""What the pages share: the person of the address, the day, and what was true until now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from flask.typing import ResponseReturnValue
from wtforms import Field

from admin.forms import builder
from admin.records.act_page import ActPage
from admin.records.detail_page import DetailPage
from admin.records.edit_hooks import expected_version
from admin.request import context
from admin.views.registry.family_acts.household_act import day_field
from shared.access import require_change
from shared.clock import today
from shared.locale import _
from shared.locale import lazy as _l
from shared.models import Person
from shared.services.checks.person_fact_checks import FACT_COLUMNS, changed_on
from shared.services.person_facts import DAY, change_fact, former_facts


class FactPage:
    """The page of one fact.

    `former_class` keeps what was true before, `describe` puts it in words, of a person or of such a record.
    """

    former_class: type[Any]
    describe: Callable[[Any], str]
    heading: Any
    done: Any

    def __init__(self, detail_page: DetailPage) -> None:
        self.detail_page = detail_page

    def field_of(self, name: str) -> Field:
        """The field of a column."""
        return builder.build_field(Person, name)

    def respond(self) -> ResponseReturnValue:
        """What is true from which day on; months before keep what was."""
        person, session = self.detail_page.requested_record(), context.session()
        require_change(session, person)
        columns = FACT_COLUMNS[self.former_class]
        own = {name: self.field_of(name) for name in columns}
        own[DAY] = day_field(_l("From which day on"), _l("Months before keep what was true then."))
        page = ActPage(
            self.detail_page.view,
            person,
            builder.bind_form(builder.build_form_class(Person, tuple(own), **own), {DAY: today()}),
            heading=str(self.heading).format(title=self.detail_page.view.title(person)),
            button=_("Record the change"),
            done=str(self.done),
            help=_("A wrong entry is no change: correct it by editing the person."),
            preview=tuple(self._lines(person)),
            preview_heading=_("On file"),
        )

        def act(values: dict[str, Any]) -> Person:
            day = values.pop(DAY)
            return change_fact(session, self.former_class, person, values, day, expected_version())

        return page.respond(act)

    def _lines(self, person: Person) -> Iterator[str]:
        """What is true now, and what was before."""
        session, describe = context.session(), type(self).describe
        since = changed_on(session, self.former_class, person)
        first = _("Since birth: {value}") if since is None else _("Since {day}: {value}")
        yield first.format(day=since, value=describe(person))
        for record in former_facts(session, self.former_class, person):
            last = record.end_on - timedelta(days=1)
            yield _("Until {day}: {value}").format(day=last, value=describe(record))
