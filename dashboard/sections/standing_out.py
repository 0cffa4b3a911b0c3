"""What stands out: plain sentences computed from the cube, each with a number, a comparison and a link."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from dashboard.parts.findings import Finding
from dashboard.parts.foremost import apiece, foremost, together
from dashboard.parts.numbers import difference, grouped, said
from dashboard.parts.small import FEW, may_rank
from dashboard.places import Place
from dashboard.sections.all_programmes import faults
from dashboard.sections.identities import wrong
from dashboard.visit import Figures, Visit
from shared.indicators.indicator_value import MIN_DENOMINATOR, IndicatorValue
from shared.locale import _

LATE = ("overdue_16_30", "overdue_31_up")  # bands of days past due that are more than 15
BY_REGION = ("warning_to_assistance", "undelivered_overdue", "standard_to_consumption")
IDENTITIES = "valid_identity_rate"
POPULATION = "low_income_population"


def findings(visit: Visit) -> list[Finding]:
    """At most one sentence a question, the pressing ones first."""
    figures = visit.read(*BY_REGION, places=[visit.here, *visit.around.below])
    found = [
        _overdue(visit),
        _slowest(visit, figures),
        _undelivered(visit, figures),
        _growth(visit),
        _standards(visit, figures),
        *_faults(visit),
    ]
    return [finding for finding in found if finding]


def _overdue(visit: Visit) -> Finding | None:
    places = visit.around.below or (visit.here,)
    figures = visit.read("overdue_warnings", places=[visit.here, *places], split="overdue", parts=LATE)

    def late(place: Place) -> Decimal:
        return sum((figures.number("overdue_warnings", place.code, visit.period, band) for band in LATE), Decimal(0))

    worst = foremost(places, late)
    if not late(visit.here):
        return None
    sentence = _("{place}: {n} warnings overdue by more than 15 days, the most; {whole} has {total}.")
    if len(worst) == len(places) or late(worst[0]) < FEW:  # all alike, or chance: only the whole is said
        sentence, worst = _("{whole}: {total} warnings overdue by more than 15 days."), list(places)
    words = {"whole": visit.here.name, "total": grouped(late(visit.here))}
    said_so = sentence.format(place=_names(worst), n=apiece(grouped(late(worst[0])), worst), **words)
    return Finding(said_so, _to(visit, "warnings", worst))


def _slowest(visit: Visit, figures: Figures) -> Finding | None:
    sentence = _("{place}: {value} of the warnings led to assistance within 90 days, the lowest; {whole} {total}.")
    return _outermost(visit, figures, "warning_to_assistance", min, sentence, "warnings")


def _undelivered(visit: Visit, figures: Figures) -> Finding | None:
    sentence = _("{place}: {value} of the charity quota undelivered past the deadline, the most; {whole} {total}.")
    found = _outermost(visit, figures, "undelivered_overdue", max, sentence, "charity")
    late = figures.one("undelivered_overdue", visit.here.code, visit.period)
    if found or not late.value:
        return found
    sentence = _("{whole}: {total} of the charity quota undelivered past the deadline.")
    return Finding(sentence.format(whole=visit.here.name, total=said(late)), visit.address.to("charity"))


def _outermost(
    visit: Visit, figures: Figures, key: str, choose: Callable[..., Place], sentence: str, page: str
) -> Finding | None:
    """The region below whose figure is highest or lowest, beside the whole."""

    def figure(place: Place) -> IndicatorValue:
        return figures.one(key, place.code, visit.period)

    known = [place for place in visit.around.below if may_rank(figure(place))]
    first = foremost(known, lambda place: figure(place).value, choose)
    if len(first) == len(known) or (choose is max and (figure(first[0]).value or 0) < FEW):
        return None  # none known, all alike, or chance: nobody stands out
    words = {"value": apiece(said(figure(first[0])), first), "total": said(figure(visit.here))}
    return Finding(sentence.format(place=_names(first), whole=visit.here.name, **words), _to(visit, page, first))


def _names(places: list[Place]) -> str:
    return together([place.name for place in places])


def _to(visit: Visit, page: str, places: list[Place]) -> str:
    """To the one region that stands out; to the whole when there are several."""
    return visit.address.to(page, region=(places[0] if len(places) == 1 else visit.here).code)


def _growth(visit: Visit) -> Finding | None:
    before, below = visit.basis(POPULATION, visit.period.year_ago), visit.around.below
    if not (below and before):
        return None
    figures = visit.read(POPULATION, places=[visit.here, *below], periods=[visit.period, before])

    def rise(place: Place) -> Decimal:
        now, then = (figures.number(POPULATION, place.code, period) for period in (visit.period, before))
        return (now - then) / then if then >= MIN_DENOMINATOR else Decimal(0)

    def moved(place: Place) -> str:
        now, then = (figures.one(POPULATION, place.code, period) for period in (visit.period, before))
        return difference(now, then)

    fastest = foremost(below, rise)
    if (
        len(fastest) > 1
        or figures.number(POPULATION, fastest[0].code, visit.period)
        - figures.number(POPULATION, fastest[0].code, before)
        < FEW
    ):
        return None  # several alike, or chance
    place = fastest[0]
    sentence = _("{place}: low-income population {moved} on the year, the fastest rise; {whole} {total}.")
    words = {"place": place.name, "whole": visit.here.name, "moved": moved(place), "total": moved(visit.here)}
    return Finding(sentence.format(**words), visit.address.to("coverage", region=place.code))


def _standards(visit: Visit, figures: Figures) -> Finding | None:
    key = "standard_to_consumption"
    known = [(p, figures.one(key, p.code, visit.period)) for p in (visit.here, *visit.around.below)]
    outside = [(p, f) for p, f in known if f.value is not None and f.is_outside_band]
    if not outside:
        return None
    sentence = _("Dibao standard outside 30–40% of last year's consumption: {places}.")
    places = _(", ").join(f"{place.name} {said(figure)}" for place, figure in outside)
    return Finding(sentence.format(places=places), visit.address.to("coverage"))


def _faults(visit: Visit) -> list[Finding]:
    """Records to check, each kind with the way to where it is shown: deliveries, and identity numbers."""
    numbers = wrong(visit.read(IDENTITIES).one(IDENTITIES, visit.here.code, visit.period))
    sentence = _("{n} identity numbers with a wrong check digit").format(n=grouped(numbers))
    pages = {"charity": faults(visit), "methodology": [sentence] if numbers else []}
    return [
        Finding(_("Records to check: {faults}.").format(faults=_("; ").join(found)), visit.address.to(page))
        for page, found in pages.items()
        if found
    ]
