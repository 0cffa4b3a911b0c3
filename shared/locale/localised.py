"""Names that records hold in Chinese and, where one is published, in English."""

from __future__ import annotations

from shared.locale import ENGLISH, current_language


def localised_name(name: str, name_en: str) -> str:
    """The name in the current language; the Chinese one where there is no English one."""
    return name_en if current_language() == ENGLISH and name_en else name
