"""The frame around every page: mark, pages, region breadcrumb, period, as-of, language, person, ribbon."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from dashboard.address import Address
from dashboard.places import Place, Surroundings
from shared.access import Actor
from shared.clock import LOCAL, Period, today
from shared.indicators.observation_status import ObservationStatus
from shared.indicators.themes.warnings import WINDOW_DAYS
from shared.indicators.values import CubeSnapshot
from shared.locale import CHINESE, ENGLISH, HTML_LANGUAGES, LANGUAGES, _, current_language
from shared.models import Dataset, DatasetKind

from .numbers import period_name
from .template import render


def frame(*, address: Address, ribbon: str, person: dict[str, Any]) -> Markup:
    """Above the page: who we are, the pages, the person; `person` comes from `person_of`."""
    return render("frame", ribbon=ribbon, home=address.to("overview"), **person)


def where_and_when(
    *, address: Address, around: Surroundings, period: Period, as_of: CubeSnapshot, speaks_of_warnings: bool
) -> Markup:
    """Under it, and in sight wherever one reads: the region and the period that the page is about."""
    state = ObservationStatus.PROVISIONAL  # until a period can be locked
    is_young = speaks_of_warnings and period.end + timedelta(days=WINDOW_DAYS) > as_of.day
    return render(
        "where",
        address=address.to(),
        spoken=" ".join((around.here.name, period_name(period))),
        crumbs=_crumbs(address, around),
        below=_choices(address, around.below),
        period=period_name(period),
        years=_years(address, period, as_of),
        as_of=stamp(as_of),
        state=state,
        state_name=state.label,
        young=_("warnings younger than {days} days").format(days=WINDOW_DAYS) if is_young else "",
    )


def _choices(address: Address, places: tuple[Place, ...], chosen: Place | None = None) -> list[tuple[str, str, bool]]:
    return [(place.name, address.to(region=place.code), place == chosen) for place in places]


def _crumbs(address: Address, around: Surroundings) -> list[dict[str, Any]]:
    steps = zip(around.trail, around.beside, strict=True)
    return [{"name": place.name, "choices": _choices(address, beside, place)} for place, beside in steps]


def _years(address: Address, chosen: Period, as_of: CubeSnapshot) -> list[dict[str, Any]]:
    return [
        {
            "name": period_name(year),
            "link": address.to(period=year.key),
            "open": year == chosen,
            "months": [
                (m.start.month, address.to(period=m.key), m == chosen, period_name(m))
                for m in as_of.months
                if m.start.year == year.start.year
            ],
        }
        for year in reversed(as_of.years)
    ]


def stamp(as_of: CubeSnapshot) -> str:
    """For which day the figures count, and when they were last refreshed, in local time."""
    refreshed = as_of.refreshed_at.astimezone(LOCAL)
    return _("As of {day}, refreshed {refreshed}").format(day=as_of.day, refreshed=f"{refreshed:%Y-%m-%d %H:%M}")


def person_of(
    actor: Actor, address: Address, pages: list[tuple[str, str, str, bool]], *, panel: bool
) -> dict[str, Any]:
    """What the frame says about the person: name, role, language and where they may go."""
    other = ENGLISH if current_language() == CHINESE else CHINESE
    return {
        "pages": pages,
        "person": actor.called,
        "full_name": actor.name if actor.name != actor.called else "",
        "role": " · ".join(sorted({str(grant.role.label) for grant in actor.grants})),
        "panel": address.panel if panel else "",
        "other_language": LANGUAGES[other],
        "other_tag": HTML_LANGUAGES[other],
        "language_link": f"/language?to={other}&next={quote(address.to(), safe='')}",
        "sign_out": "/sign-out",
    }


def ribbon_of(dataset: Dataset | None) -> str:
    """What the thin ribbon says: nothing above real records of full size."""
    if dataset is None or dataset.kind != DatasetKind.DEMO:
        return ""
    said = _("Synthetic records; totals calibrated to published figures. Today is {day}.").format(day=today())
    if dataset.scale == 1:
        return said
    smaller = _("Scale {scale}: figures are that fraction of the real size.").format(scale=f"{dataset.scale:g}")
    return f"{said} {smaller}"
