"""A page that tells a story: what is open or due, what can be done, and one timeline that can be narrowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from admin.records.detail_page import DetailPage
from admin.request import context, params
from admin.views.registry.acts import Act
from admin.views.registry.matter_acts import matters_with_acts
from admin.views.registry.story_lines import StoryLine, story_lines
from shared.services import subjects
from shared.services.timeline.open_matters import OpenMatter, load_open_matters
from shared.services.timeline.timeline_cursor import TimelineCursor
from shared.services.timeline.timeline_kinds import TimelineKind
from shared.services.timeline.timeline_pages import TimelineFilter, TimelinePage, load_timeline
from shared.services.timeline.timeline_subjects import TimelineSubject, subject_of

MAX_KEY_DIGITS = 18


@dataclass(frozen=True)
class StoryUrls:
    """Addresses of the page with the timeline narrowed or turned."""

    key: int
    chosen: TimelineFilter

    def of_kind(self, kind: TimelineKind | None) -> str:
        """Entries of one kind, or of all."""
        return self._url([kind] if kind else [], None)

    def older(self, place: TimelineCursor) -> str:
        """Entries after a place."""
        return self._url(sorted(self.chosen.kinds), place)

    def newest(self) -> str:
        """The first page again."""
        return self._url(sorted(self.chosen.kinds), None)

    def _url(self, kinds: list[TimelineKind], after: TimelineCursor | None) -> str:
        place = None if after is None else str(after)
        return url_for(
            ".details_view", id=self.key, kind=kinds, member=self.chosen.member, after=place, _anchor="timeline"
        )


@dataclass(frozen=True)
class Story:
    """What the template shows of it."""

    lines: list[StoryLine]
    page: TimelinePage
    chosen: TimelineFilter
    urls: StoryUrls
    is_newest: bool
    matters: list[tuple[OpenMatter, list[Act]]]

    kinds = tuple(TimelineKind)

    @property
    def persons(self) -> set[int]:
        """Whom it names."""
        named = [*(entry.person_id for entry in self.page.entries), *(one.person_id for one, _acts in self.matters)]
        return {key for key in named if key is not None}


class StoryPage(DetailPage):
    """The page of a household or a person."""

    def load_content(self, record: Any) -> dict[str, Any]:
        """The story; records that belong to it and changes of it are entries there."""
        subject = subject_of(context.session(), context.system_reader(), record)
        return {"related": [], "changes": [], "story": _load_story(subject), **self.load_family(subject)}

    def load_family(self, subject: TimelineSubject) -> dict[str, Any]:
        """What else the page of this kind shows."""
        raise NotImplementedError

    def people_shown(self, record: Any, content: dict[str, Any]) -> set[int]:
        """The subject, its members, and whom the story names."""
        return subjects.people_in(context.system_reader(), [record]) | content["story"].persons


def _load_story(subject: TimelineSubject) -> Story:
    chosen, after = _chosen_filter(), TimelineCursor.parse(params.query_params().get("after", ""))
    page = load_timeline(subject, chosen, after)
    matters = matters_with_acts(subject.family, load_open_matters(subject))
    urls = StoryUrls(subject.family.id, chosen)
    return Story(story_lines(page.entries, subject.family), page, chosen, urls, after is None, matters)


def _chosen_filter() -> TimelineFilter:
    """What the address asks for; what it cannot mean is left out."""
    kinds = frozenset(kind for kind in TimelineKind if kind in request.args.getlist("kind"))
    member = request.args.get("member", "")
    is_key = member.isascii() and member.isdigit() and len(member) <= MAX_KEY_DIGITS
    return TimelineFilter(kinds, int(member) if is_key else None)
