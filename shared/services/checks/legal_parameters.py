"""Legal parameters: the text is a value of its kind, and what figures and checks count with stays countable."""

from __future__ import annotations

from collections.abc import Iterator

from shared.access import ScopedSession
from shared.indicators.law_values import COUNTED_WITH
from shared.locale import _
from shared.models import LegalParameter, ParameterKind
from shared.rules.parameter_keys import PARAMETER_KEYS, ParameterKey
from shared.rules.parameter_values import Value, parse_value


def check(session: ScopedSession, parameter: LegalParameter) -> Iterator[tuple[str, str]]:  # noqa: ARG001
    """The value can be read as what its kind says."""
    declared = PARAMETER_KEYS.get(parameter.key)
    if declared and parameter.kind != declared.kind:
        yield (
            "kind",
            _("Indicators or checks use this parameter: choose the type “{kind}”.").format(kind=declared.kind.label),
        )
        return
    try:
        value = parse_value(parameter.kind, parameter.value)
    except ValueError:
        yield "value", _expected(parameter.kind)
        return
    if declared in COUNTED_WITH and value is None:
        yield "value", _("Figures are counted with this parameter: enter its value.")
    if declared and value is not None:
        yield from _outside(declared, value)


def _expected(kind: str) -> str:
    if kind == ParameterKind.DAYS:
        return _("Enter a whole number of days, such as 90.")
    if kind == ParameterKind.LIST:
        return _("Separate the items of a list with semicolons; no item may be empty.")
    return _("Enter a number in digits, such as 12 or 0.3; enter the unit in its own field.")


def _outside(declared: ParameterKey, value: Value) -> Iterator[tuple[str, str]]:
    if isinstance(value, (str, tuple)) or declared.lowest <= value <= declared.highest:
        return
    template = _("{label}: enter a value from {lowest} to {highest}.")
    yield "value", template.format(label=declared.label, lowest=declared.lowest, highest=declared.highest)
