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


LIGHT = Palette(
    ink="#1F2A37",
    muted="#5B6776",
    line="#E3E8EE",
    ground="#FFFFFF",
    accent="#12436D",
    series=("#12436D", "#28A197", "#801650", "#F46A25"),
    steps=("#DCE8F3", "#B4CFE6", "#7FADD6", "#3B78AC", "#12436D"),
    not_compared="#D9D9D9",
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
    series=("#5B9BD5", "#4FC3B8", "#D97BA8", "#F79A66"),
    steps=("#1F3042", "#2B4A68", "#3F6E99", "#6A9CC7", "#B5D3EC"),
    not_compared="#4A4A4A",
    on_strong="#10161D",
    on_weak="#10161D",
    layers=("#5B9BD5", "#9FE0D9", "#D97BA8", "#FBD0B4"),
)


def select_palette(*, dark: bool) -> Palette:
    """The palette of the user's theme."""
    return DARK if dark else LIGHT
