"""Colours by role, for light and dark. At most four series at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """The colours of charts."""

    ink: str
    muted: str
    line: str
    ground: str
    accent: str
    series: tuple[str, str, str, str]
    steps: tuple[str, ...]  # sequential, weak to strong
    not_compared: str  # what rests on few, and is not compared
    on_strong: str  # letters on the dark layers
    on_weak: str  # letters on light ones
    layers: tuple[str, str, str, str]  # on each other: light and dark in turn, told apart on grey paper too

    @property
    def strong_steps(self) -> tuple[str, ...]:
        """Those that stand out from the ground without an edge."""
        return self.steps[2:]

    @property
    def is_dark(self) -> bool:
        """Whether it is made for the dark theme: on paper it must be turned."""
        return self.ground != LIGHT.ground

    @property
    def marks(self) -> tuple[str, ...]:
        """What lines and bars are drawn in: each stands out from the ground (WCAG 1.4.11)."""
        return (*self.series, self.accent, self.muted, self.ink)


LIGHT = Palette(
    ink="#1F2A37",
    muted="#5B6776",
    line="#E3E8EE",
    ground="#FFFFFF",
    accent="#12436D",
    series=("#12436D", "#28A197", "#801650", "#F46A25"),
    steps=("#BFD6EB", "#8DB6DC", "#5E93C4", "#366FA3", "#12436D"),
    not_compared="#FFFFFF",
    on_strong="#FFFFFF",
    on_weak="#1F2A37",
    layers=("#12436D", "#7CCBC4", "#801650", "#F7A072"),
)
DARK = Palette(
    ink="#E3E8EE",
    muted="#A5B1BF",
    line="#33404D",
    ground="#10161D",
    accent="#8DB8DE",
    series=("#3F78B5", "#9FE0D9", "#B5568A", "#FBD0B4"),
    steps=("#22405C", "#34658F", "#5590C2", "#8FBCE0", "#D6E8F6"),
    not_compared="#10161D",
    on_strong="#FFFFFF",
    on_weak="#10161D",
    layers=("#3F78B5", "#9FE0D9", "#B5568A", "#FBD0B4"),
)


def select_palette(*, dark: bool) -> Palette:
    """The palette of the user's theme."""
    return DARK if dark else LIGHT
