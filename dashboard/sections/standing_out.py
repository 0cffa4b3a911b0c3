"""What stands out: plain sentences computed from the cube, each with a number, a comparison and a link."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from dashboard.parts.findings import Finding
from dashboard.parts.foremost import foremost, together
from dashboard.parts.numbers import difference, grouped, said
from dashboard.places import Place
from dashboard.visit import Figures, Visit
from shared.indicators.figure import Figure
from shared.locale import _

LATE = ("16-30", "31+")  # bands of days past due that are more than 15
ENOUGH = 30  # what a share must rest on before a region is called lowest
BY_REGION = ("warning_to_assistance", "undelivered_overdue", "standard_to_consumption")
FAULTS = ("duplicate_delivery_rate", "delivered_to_eligible", "valid_identity_rate")
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
        _faults(visit),
    ]
    return [finding for finding in found if finding]


def _overdue(visit: Visit) -> Finding | None:
    places = visit.around.below or (visit.here,)
    figures = visit.read("overdue_warnings", places=[visit.here, *places], split="overdue", parts=LATE)

    def late(place: Place) -> Decimal:
        return sum((figures.number("overdue_warnings", place.code, visit.period, band) for band in LATE), Decimal(0))

    worst = foremost(places, late)
    if not late(worst[0]):
        return None
    sentence = _("{place}: {n} warnings overdue by more than 15 days, the most; {whole} has {total}.")
    if len(worst) == len(places):
        sentence = _("{whole}: {total} warnings overdue by more than 15 days.")
    words = {"whole": visit.here.name, "total": grouped(late(visit.here))}
    said_so = sentence.format(place=_names(worst), n=grouped(late(worst[0])), **words)
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

    def figure(place: Place) -> Figure:
        return figures.one(key, place.code, visit.period)

    known = [p for p in visit.around.below if figure(p).value is not None and (figure(p).denominator or 0) >= ENOUGH]
    first = foremost(known, lambda place: figure(place).value, choose)
    if len(first) == len(known) or (choose is max and not figure(first[0]).value):
        return None  # none known, or all alike: nobody stands out
    words = {"value": said(figure(first[0])), "total": said(figure(visit.here))}
    return Finding(sentence.format(place=_names(first), whole=visit.here.name, **words), _to(visit, page, first))


def _names(places: list[Place]) -> str:
    return together([place.name for place in places])


def _to(visit: Visit, page: str, places: list[Place]) -> str:
    """To the one region that stands out; to the whole when there are several."""
    return visit.address.to(page, region=(places[0] if len(places) == 1 else visit.here).code)


def _growth(visit: Visit) -> Finding | None:
    before, below = visit.period.year_ago, visit.around.below
    if not (below and visit.as_of.holds(before)):
        return None
    figures = visit.read(POPULATION, places=[visit.here, *below], periods=[visit.period, before])

    def rise(place: Place) -> Decimal:
        now, then = (figures.number(POPULATION, place.code, period) for period in (visit.period, before))
        return (now - then) / then if then >= ENOUGH else Decimal(0)

    def moved(place: Place) -> str:
        now, then = (figures.one(POPULATION, place.code, period) for period in (visit.period, before))
        return difference(now, then)

    place = max(below, key=rise)
    sentence = _("{place}: low-income population {moved} on the year, the fastest rise; {whole} {total}.")
    words = {"place": place.name, "whole": visit.here.name, "moved": moved(place), "total": moved(visit.here)}
    return (
        Finding(sentence.format(**words), visit.address.to("coverage", region=place.code)) if rise(place) > 0 else None
    )


def _standards(visit: Visit, figures: Figures) -> Finding | None:
    key = "standard_to_consumption"
    known = [(p, figures.one(key, p.code, visit.period)) for p in (visit.here, *visit.around.below)]
    outside = [(p, f) for p, f in known if f.value is not None and f.is_outside_band]
    if not outside:
        return None
    sentence = _("Dibao standard outside 30–40% of last year's consumption: {places}.")
    places = _(", ").join(f"{place.name} {said(figure)}" for place, figure in outside)
    return Finding(sentence.format(places=places), visit.address.to("coverage"))


def _faults(visit: Visit) -> Finding | None:
    figures = visit.read(*FAULTS)
    twice, eligible, valid = (figures.one(key, visit.here.code, visit.period) for key in FAULTS)
    counts = {
        _("{n} households served twice in a run"): twice.numerator or 0,
        _("{n} deliveries to households not eligible that day"): _rest(eligible),
        _("{n} identity numbers with a wrong check digit"): _rest(valid),
    }
    said_so = [words.format(n=grouped(Decimal(n))) for words, n in counts.items() if n]
    if not said_so:
        return None
    return Finding(_("Records to check: {faults}.").format(faults=_("; ").join(said_so)), visit.address.to("charity"))


def _rest(figure: Figure) -> int:
    return (figure.denominator or 0) - (figure.numerator or 0)
