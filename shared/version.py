"""The release of Suzhu that runs: on every page, in every file of figures, and `suzhu --version`."""

from __future__ import annotations

from importlib.metadata import version

VERSION = version("suzhu")
"""As in pyproject.toml, read once from the installed package."""

PRODUCT = "苏助 Suzhu"
PRODUCT_VERSION = f"{PRODUCT} {VERSION}"
