"""What a brief holds: the words of the overview, its figures as a table and as charts, and how they are counted."""

from __future__ import annotations

from urllib.parse import urlencode

from dashboard.brief.brief_charts import chart_deliveries, chart_funnel, chart_population, chart_ranking
from dashboard.brief.deadline_lines import list_deadlines
from dashboard.brief.key_figures import KEYS, OF_CHARTS, list_key_values, table_of_key_figures
from dashboard.components.html.finding_list import describe_no_findings
from dashboard.components.html.page_header import format_as_of
from dashboard.components.text.lock_text import describe_lock
from dashboard.components.text.number_format import format_period
from dashboard.figure_page.frozen_link import frozen_sheet_url
from dashboard.page_context import PageContext, load_demo_scale
from dashboard.views.overview.due_warnings import format_due_warnings
from dashboard.views.overview.headline_cards import format_period_headline
from dashboard.views.overview.key_findings import list_key_findings
from dashboard.views.overview.page import NEAR
from shared.clock import LOCAL, now
from shared.indicators.catalogue import indicator
from shared.indicators.data_sources import rests_on
from shared.indicators.hidden_cells import HIDES_NUMBERS
from shared.indicators.notes import defined
from shared.indicators.observation_status import ObservationStatus, is_mature
from shared.indicators.status_symbols import build_legend
from shared.interchange.cover_sheet import FileOrigin
from shared.interchange.printed.document import PrintedDocument, PrintedLink
from shared.locale import _, current_language
from shared.rules.parameter_keys import ASSISTANCE_DAYS
from shared.version import PRODUCT_VERSION
from shared.web.demo_banner import demo_banner

MOST_SENTENCES = 6


def build_brief(context: PageContext, origin: FileOrigin) -> PrintedDocument:
    """The brief of the region and the period of a page, in the language of the moment."""
    place = {"region": context.region_name, "period": format_period(context.period)}
    title = _("Social assistance in {region}, {period}: meeting brief").format(**place)
    sentences, table = list_sentences(context), table_of_key_figures(context)
    first_charts = chart_population(context), chart_funnel(context)
    second_charts = chart_ranking(context), chart_deliveries(context)
    deadlines = _("Deadlines and what is overdue, as of {day}").format(day=context.as_of.day)
    return PrintedDocument(
        language=current_language(),
        title=title,
        facts=[_describe_place(context), _describe_state(context)],
        notice=demo_banner(load_demo_scale(context.session)),
        sentences=sentences,
        table=table,
        first_charts=first_charts,
        second_charts=second_charts,
        lists=[(deadlines, list_deadlines(context))],
        definitions_title=_("How the figures are counted"),
        definitions=list_definitions(context),
        colophon=[_describe_printing(origin)],
        links=_list_links(context, origin.host),
        author=origin.exported_by,
        footer=" · ".join((title, _("As of {day}").format(day=context.as_of.day), PRODUCT_VERSION)),
    )


def list_sentences(context: PageContext) -> list[str]:
    """The headline of the overview and its findings, word for word, the most urgent first."""
    urgent = [format_due_warnings(context)] if context.region.level in NEAR else []
    headline = [_("{sentence}.").format(sentence=text) for text in (*urgent, format_period_headline(context))]
    findings = [finding.message for finding in list_key_findings(context)]
    without = describe_no_findings(hides_numbers=HIDES_NUMBERS in context.session.info)
    return [*headline, *(findings or [without])][:MOST_SENTENCES]


def list_definitions(context: PageContext) -> list[tuple[str, str]]:
    """Each figure of the brief with its definition, legal basis and source of data; the marks last."""
    law, used = context.as_of.law, map(indicator, dict.fromkeys((*KEYS, *OF_CHARTS)))
    name = _("{text} ({detail})")
    texts = [(name.format(text=one.name, detail=one.code), f"{defined(one, law)} {rests_on(one)}") for one in used]
    marks = [("0", _("computed, and there are none")), *build_legend(ObservationStatus)]
    return [*texts, (_("Blanks and symbols"), _("; ").join(f"{mark} {meaning}" for mark, meaning in marks))]


def _describe_place(context: PageContext) -> str:
    path = " › ".join(region.name for region in context.navigation.breadcrumb)
    return f"{path} ({context.region.code}) · {format_period(context.period)}"


def _describe_state(context: PageContext) -> str:
    """The weakest state of what the brief shows, what of it is not complete, and as of when; asked when all is read."""
    as_of, period = context.as_of, context.period
    state, locked_on = describe_lock(as_of, period, context.region.level, context.states)
    texts = [str(state.label), *filter(None, [locked_on])]
    if as_of.is_open(period):
        texts.append(_("the period runs until {day}").format(day=period.end))
    if not is_mature(as_of.days(ASSISTANCE_DAYS), period, as_of.day):
        recent = _("warnings less than {days} days old").format(days=as_of.days(ASSISTANCE_DAYS))
        is_recent = state is ObservationStatus.IMMATURE
        texts.append(recent if is_recent else f"{ObservationStatus.IMMATURE.label}{_(': ')}{recent}")
    return " · ".join((*texts, format_as_of(as_of)))


def _describe_printing(origin: FileOrigin) -> str:
    template = _("Printed by {who} on {when}.")
    return template.format(who=origin.exported_by, when=f"{now().astimezone(LOCAL):%Y-%m-%d %H:%M}")


def _list_links(context: PageContext, host: str) -> list[PrintedLink]:
    """The address that holds the figures of the table, and that of the page."""
    address = urlencode(
        {"region": context.region.code, "period": context.period.key, "as_of": context.as_of.day.isoformat()}
    )
    fixed = _("The key figures are fixed in this link as they stand here; opened, it shows what has changed since:")
    page = _("The page of the same region and period, whose numbers may have moved since {day}:")
    frozen = frozen_sheet_url(context.session, list_key_values(context), context.as_of, host)
    return [PrintedLink(fixed, frozen), PrintedLink(page.format(day=context.as_of.day), f"{host}/?{address}")]
