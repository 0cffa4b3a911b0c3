"""The names of browsers and systems, for users to recognise their own sessions."""

from __future__ import annotations

BROWSERS = {  # the first mark found names it: most claim to be others too
    "MicroMessenger": "微信",
    "Edg": "Edge",
    "QQBrowser": "QQ",
    "360SE": "360",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "HarmonyOS": "HarmonyOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def describe_browser(agent: str) -> str | None:
    """Browser and system in two words, as far as they can be recognised: enough to know one's own."""
    browser = next((name for mark, name in BROWSERS.items() if mark in agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in agent), "")
    return " · ".join(part for part in (browser, system) if part) or None
