"""The line under a label that says what belongs in a field, where the label alone does not."""

from __future__ import annotations

from babel.support import LazyProxy

from shared.locale import lazy as _l
from shared.models.base import Base

_NOT_YET = _l("Empty until it has happened.")
_FIRST_DAY_AFTER = _l("The first day on which it no longer holds; empty while it lasts.")
_FROM_THE_NUMBER = _l("Empty: as the identity number says.")
_AS_PRINTED = _l("As the office printed it.")

HELP_TEXTS: dict[str, LazyProxy] = {
    "account.login": _l("Small letters, digits, hyphens, dots; it cannot be changed later."),
    "delivery.override_reason": _l(
        "Only when the household was not eligible that day, was served before, or the quota is used up."
    ),
    "delivery.person_id": _l("Only for aid to one person, such as medical aid."),
    "legal_parameter.kind": _l("What the value is; figures and checks read it so."),
    "legal_parameter.value": _l("Numbers with a point: 0.3. A list has semicolons between its parts."),
    "membership.end_on": _FIRST_DAY_AFTER,
    "payment.paid_on": _NOT_YET,
    "person.born_on": _FROM_THE_NUMBER,
    "person.sex": _FROM_THE_NUMBER,
    "programme.key": _l("Small letters, digits and hyphens; it stands in addresses and files."),
    "published_count.dated": _l("As printed: a day, a month, a year or a span of years."),
    "published_count.unit": _AS_PRINTED,
    "published_count.value": _AS_PRINTED,
    "region.successor_code": _l("The region that takes over when this one ends."),
    "response.department": _l("Only for a referral: who takes over."),
    "run.label": _l("Short, such as the year: it follows the name of the programme."),
    "solar_installation.connected_on": _NOT_YET,
    "spell.care_level": _l("Only for extremely poor persons."),
    "spell.end_on": _FIRST_DAY_AFTER,
    "spell.exit_reason": _l("Only together with an end."),
    "spell.monthly_fen": _l("For this person, not for the whole household."),
    "spell.support_place": _l("Only for extremely poor persons."),
    "standard.coverage": _l("Such as the whole city, urban or rural areas."),
    "temporary_assistance.aid_first": _l("Tick it when the papers were completed after the aid."),
    "village_mechanism.ended_on": _FIRST_DAY_AFTER,
    "visit.done_on": _NOT_YET,
    "warning.due_on": _l("The last day on which the result may be entered in time."),
    "warning.facts": _l("What happened, with amounts and days."),
    "warning.rule_key": _l("The rule that hit and its version, such as only-income-lost/1."),
}


def help_text(record: type[Base], column: str) -> LazyProxy | str:
    """What to say about a column in a form; empty where the label says it."""
    return HELP_TEXTS.get(f"{record.__tablename__}.{column}", "")
