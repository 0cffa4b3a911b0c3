"""What a person's document says: its number is checked, compared with birth date and sex, and sealed."""

from __future__ import annotations

from typing import Any

from shared.identity import IdentityFault, Sealer, born_on, find_fault, mask, normalise, sex_of
from shared.locale import _
from shared.models import IdentityKind, Person, Sex
from shared.models.labelled_enum import label_of
from shared.parsing import identity_fault_message

from .service_errors import ValidationError

MAY_BE_WRITTEN = {IdentityFault.BIRTH, IdentityFault.CHECK_DIGIT}  # mistakes that cards carry


def check_identity_entry(
    values: dict[str, Any], number: str, sealer: Sealer, *, before: Person | None = None, as_written: bool = False
) -> dict[str, Any]:
    """The entries about a person, with the number sealed; birth date and sex are taken from it where left empty.

    Without a `number` the one stored `before` stays, unless the kind of document changed. What contradicts itself is
    ValidationError; it is accepted only `as_written`, when the document itself says so, and marked.
    """
    kind = values.get("identity_kind") or (before.identity_kind if before else IdentityKind.RESIDENT)
    if kind not in set(IdentityKind):
        raise ValidationError({"identity_kind": _("Choose one of the listed values.")})
    if kind == IdentityKind.NONE:
        return values | _without_number(normalise(number))
    typed = normalise(number)
    keeps = before is not None and kind == before.identity_kind and not typed
    stored = before.identity_encrypted if before and keeps else None
    if keeps and stored is None:
        return values  # nobody wrote the number down
    clear = sealer.decrypt(stored) if stored else typed
    fault = find_fault(clear, kind)
    if fault and not stored and not (as_written and fault in MAY_BE_WRITTEN):
        raise ValidationError({"identity_number": identity_fault_message(fault, kind)})
    values = _derived_columns(values, clear) if fault is None else values
    wrong = _contradictions(values, clear) if fault is None else {}
    if wrong and not as_written and not (stored and before and _was_accepted_before(before, values)):
        raise ValidationError(wrong)
    sealed = {} if stored else _encrypted_columns(clear, sealer)
    return values | sealed | {"identity_valid": fault is None and not wrong}


def _without_number(number: str) -> dict[str, Any]:
    if number:
        raise ValidationError(
            {"identity_number": _("A person without an identity document has no identity number: leave it empty.")}
        )
    return {"identity_encrypted": None, "identity_index": None, "identity_masked": "", "identity_valid": True}


def _encrypted_columns(number: str, sealer: Sealer) -> dict[str, Any]:
    encrypted, index = sealer.encrypt(number)
    return {"identity_encrypted": encrypted, "identity_index": index, "identity_masked": mask(number)}


def _derived_columns(values: dict[str, Any], number: str) -> dict[str, Any]:
    derived = {"born_on": born_on(number), "sex": sex_of(number)}
    return values | {name: value for name, value in derived.items() if value and not values.get(name)}


def _contradictions(values: dict[str, Any], number: str) -> dict[str, str]:
    """Sentences by field where birth date or sex are not those of the number."""
    errors, born, sex = {}, born_on(number), sex_of(number)
    if born and values.get("born_on") not in {None, born}:
        errors["born_on"] = _("The identity number gives {day}: correct the one that is wrong.").format(day=born)
    if sex and values.get("sex") not in {None, sex}:
        errors["sex"] = _("The identity number gives {sex}: correct the one that is wrong.").format(
            sex=label_of(Sex, sex)
        )
    return errors


def _was_accepted_before(before: Person, values: dict[str, Any]) -> bool:
    """Whether the contradiction was accepted, and marked, before."""
    same = all(values.get(name, getattr(before, name)) == getattr(before, name) for name in ("born_on", "sex"))
    return same and not before.identity_valid
