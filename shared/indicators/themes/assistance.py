"""Special and temporary assistance (E3, E4, F1, F2) and the validity of identity numbers (H2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from babel.support import LazyProxy
from sqlalchemy import ColumnElement, and_, func, select

from shared.indicators.definition_version import ADDED
from shared.indicators.indicator import Indicator
from shared.indicators.measure import ALWAYS, Measure, Source, Timing, by_own_id
from shared.indicators.units import Unit
from shared.locale import lazy as _l
from shared.models import IdentityKind, Person, SpecialAssistance, SpecialKind, TemporaryAssistance, TemporaryKind

from .legal_sources import EDUCATION, HOUSING, IDENTITY, TEMPORARY

special = Source(
    "special",
    SpecialAssistance,
    SpecialAssistance.region_code,
    by_own_id(SpecialAssistance),
    (SpecialAssistance.retired_on.is_(None),),  # not the kinds too: SQLite would take their index, not the place's
)
temporary = Source(
    "temporary",
    TemporaryAssistance,
    TemporaryAssistance.region_code,
    by_own_id(TemporaryAssistance),
    (TemporaryAssistance.retired_on.is_(None),),
)
register = (
    select(Person.region_code, Person.identity_kind, Person.identity_valid, func.count().label("persons"))
    .where(Person.retired_on.is_(None))
    .group_by(Person.region_code, Person.identity_kind, Person.identity_valid)
    .subquery("register")
)

identities = Source("identities", register, register.c.region_code, {Person: ("region_code", register.c.region_code)})


def _of(kind: SpecialKind) -> object:
    def where(as_of: date) -> ColumnElement[bool]:  # noqa: ARG001
        return SpecialAssistance.kind == kind

    return where


def _valid(as_of: date) -> ColumnElement[bool]:  # noqa: ARG001
    return and_(register.c.identity_kind == IdentityKind.RESIDENT, register.c.identity_valid.is_(True))


def _kind(kind: IdentityKind) -> Callable[[date], ColumnElement[bool]]:
    def where(as_of: date) -> ColumnElement[bool]:  # noqa: ARG001
        return register.c.identity_kind == kind

    return where


def _special(key: str, kind: SpecialKind, **options: object) -> Measure:
    return Measure(key, special, Timing.FLOW, SpecialAssistance.granted_on, where=_of(kind), **options)  # type: ignore[arg-type]


def _temporary(key: str, **options: object) -> Measure:
    return Measure(
        key,
        temporary,
        Timing.FLOW,
        TemporaryAssistance.granted_on,
        dimensions={"kind": TemporaryAssistance.kind},
        **options,  # type: ignore[arg-type]
    )


def _grants(key: str, is_counted: ColumnElement[bool]) -> Measure:
    """Grants of temporary assistance of one sort."""

    def where(as_of: date) -> ColumnElement[bool]:  # noqa: ARG001
        return is_counted

    return Measure(key, temporary, Timing.FLOW, TemporaryAssistance.granted_on, where=where)


def _share_of_grants(key: str, name: LazyProxy, definition: LazyProxy, numerator: str) -> Indicator:
    return Indicator(
        "F2",
        key,
        name,
        Unit.PERCENT,
        numerator,
        definition,
        TEMPORARY,
        denominator="temporary_events",
        factor=100,
        version=ADDED,
    )


def _identities(key: str, **options: object) -> Measure:
    return Measure(
        key,
        identities,
        Timing.STOCK,
        ALWAYS,
        amount=register.c.persons,
        amount_in=Unit.PERSONS,
        current_only=True,
        **options,  # type: ignore[arg-type]
    )


MEASURES = [
    _special("education_persons", SpecialKind.EDUCATION, subject=SpecialAssistance.person_id),
    _special("housing_households", SpecialKind.HOUSING, subject=SpecialAssistance.household_id),
    _temporary("temporary_events"),
    _temporary("temporary_persons", subject=TemporaryAssistance.person_id),
    _temporary("temporary_amount", amount=TemporaryAssistance.amount_fen, amount_in=Unit.YUAN),
    _grants("temporary_aid_first", TemporaryAssistance.is_aid_before_paperwork.is_(True)),
    _grants("temporary_emergency", TemporaryAssistance.kind == TemporaryKind.EMERGENCY),
    _grants("temporary_nonresident", TemporaryAssistance.is_resident.is_(False)),
    _identities("persons"),
    _identities("persons_undocumented", where=_kind(IdentityKind.NONE)),
    _identities("identities", where=_kind(IdentityKind.RESIDENT)),
    _identities("identities_valid", where=_valid),
]

INDICATORS = [
    Indicator(
        "E3",
        "education_aid",
        _l("People given education assistance"),
        Unit.PERSONS,
        "education_persons",
        _l("People given education assistance in the period, each counted once."),
        EDUCATION,
    ),
    Indicator(
        "E4",
        "housing_renovation",
        _l("Rural dilapidated-house renovation"),
        Unit.HOUSEHOLDS,
        "housing_households",
        _l("Households included in rural dilapidated-house renovation in the period, each counted once."),
        HOUSING,
    ),
    Indicator(
        "F1",
        "temporary_assistance",
        _l("Temporary assistance"),
        Unit.PERSON_TIMES,
        "temporary_events",
        _l("Grants of temporary assistance in the period."),
        TEMPORARY,
    ),
    Indicator(
        "F1",
        "temporary_persons",
        _l("People given temporary assistance"),
        Unit.PERSONS,
        "temporary_persons",
        _l("People given temporary assistance in the period, each counted once."),
        TEMPORARY,
    ),
    Indicator(
        "F1",
        "temporary_amount",
        _l("Amount of temporary assistance"),
        Unit.YUAN,
        "temporary_amount",
        _l("What the grants of temporary assistance in the period come to."),
        TEMPORARY,
        version=ADDED,
    ),
    Indicator(
        "F1",
        "temporary_per_grant",
        _l("Temporary assistance per grant"),
        Unit.YUAN_PER_GRANT,
        "temporary_amount",
        _l("Amount of temporary assistance in the period per grant."),
        TEMPORARY,
        denominator="temporary_events",
    ),
    _share_of_grants(
        "assist_first_share",
        _l("Share of grants with assistance first"),
        _l("Of the grants of temporary assistance in the period, the share given before the paperwork."),
        "temporary_aid_first",
    ),
    _share_of_grants(
        "emergency_share",
        _l("Share of grants for emergencies"),
        _l("Of the grants of temporary assistance in the period, the share for emergency hardship."),
        "temporary_emergency",
    ),
    _share_of_grants(
        "nonresident_share",
        _l("Share of grants to people registered elsewhere"),
        _l(
            "Of the grants of temporary assistance in the period, the share to people who are not registered at the "
            "place of the emergency."
        ),
        "temporary_nonresident",
    ),
    Indicator(
        "H2",
        "valid_identity_rate",
        _l("Share of valid identity numbers"),
        Unit.PERCENT,
        "identities_valid",
        _l(
            "Of the people with a resident identity card, the share whose number has the right form and check "
            "digit. People with another document or none are not counted. That a number belongs to one person is "
            "checked when it is entered, not here."
        ),
        IDENTITY,
        denominator="identities",
        factor=100,
        better=1,
        is_current=True,
    ),
    Indicator(
        "H2",
        "persons_undocumented",
        _l("People without an identity document"),
        Unit.PERSONS,
        "persons_undocumented",
        _l("Registered people who have no identity document yet; shown with the number of all registered people."),
        IDENTITY,
        denominator="persons",
        better=-1,
        is_current=True,
    ),
]
