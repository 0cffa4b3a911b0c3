"""Colours by role, for light and dark (design.md). At most four series at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """What charts are drawn with."""

    ink: str
    muted: str
    line: str
    ground: str
    accent: str
    series: tuple[str, str, str, str]
    steps: tuple[str, ...]  # sequential, weak to strong


LIGHT = Palette(
    ink="#1F2A37",
    muted="#5B6776",
    line="#E3E8EE",
    ground="#FFFFFF",
    accent="#12436D",
    series=("#12436D", "#28A197", "#801650", "#F46A25"),
    steps=("#EAF1F8", "#BFD5E8", "#8DB8DE", "#4A86B8", "#12436D"),
)
DARK = Palette(
    ink="#E3E8EE",
    muted="#A5B1BF",
    line="#33404D",
    ground="#10161D",
    accent="#8DB8DE",
    series=("#5B9BD5", "#4FC3B8", "#D97BA8", "#F79A66"),
    steps=("#1F3042", "#2B4A68", "#3F6E99", "#6A9CC7", "#B5D3EC"),
)


def palette(*, dark: bool) -> Palette:
    """The palette of the theme the person looks at."""
    return DARK if dark else LIGHT
