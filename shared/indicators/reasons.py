"""Why a figure matters: what officials decide by it, by the code of its subject."""

from __future__ import annotations

from babel.support import LazyProxy

from shared.locale import lazy as _l

REASONS: dict[str, LazyProxy] = {
    "A1": _l("How many are supported now, and how: the basis of budgets and staff."),
    "A2": _l("Whom the province must know and keep in view, whatever support they receive."),
    "A3": _l("Everyone who must not be lost from sight, also after benefits have stopped."),
    "A4": _l("Makes regions of different size comparable; a low share may mean little need or poor outreach."),
    "A6": _l("Shows whether the number changes because people come, leave, or only change tier."),
    "A7": _l("Which way people go: from one tier into another, out of all, or nowhere."),
    "A5": _l("Whoever left may need help again: leaving must not mean being forgotten."),
    "A8": _l("Many returns mean that people left too early, or without help to stay on their feet."),
    "B1": _l("Tells whether the minimum keeps up with what living costs."),
    "B2": _l("What families actually receive, beside what the standard says."),
    "B3": _l("The law sets the least: people who cannot help themselves need more than dibao."),
    "C1": _l("The workload that monitoring sends to townships, and the base of all results of warnings."),
    "C2": _l("Many warnings about the same people mean rules that repeat themselves."),
    "C3": _l("A warning that no one verifies helps no one."),
    "C4": _l("Whether townships keep the time limit while help still matters."),
    "C5": _l("Whether warnings lead to help in time: the purpose of monitoring."),
    "C5a": _l("How many people monitoring has helped so far, as reported to the public."),
    "C6": _l("People found eligible have a right to help: whoever is left out is a case to follow up."),
    "C7": _l("Need does not wait: how long people do."),
    "C8": _l("Warnings without need cost visits; a rule with a high share must be corrected."),
    "C9": _l("Whether need is found before people have to ask."),
    "C10": _l("A list of work: each of these warnings waits for someone."),
    "E3": _l("Whether children of low-income families can stay at school."),
    "E4": _l("Whether low-income families live in safe houses."),
    "F1": _l("Sudden hardship outside the tiers: how much, and how generously it is met."),
    "F2": _l("Whether help comes first and papers later, and reaches people who are registered elsewhere."),
    "G1": _l("Whether donors cover what was planned before deliveries begin."),
    "G2": _l("Whether what was planned is handed over, and signed for by those who received it."),
    "G3": _l("How many families charity reaches."),
    "G4": _l("What charity gives, and whether families are treated alike."),
    "G5": _l("A list of work: goods that were promised and are late."),
    "G6": _l("Whether gifts reach those whom they were meant for."),
    "G7": _l("What one family receives twice, another one lacks."),
    "G8": _l("Whether panels earn a lasting income, not only stand on roofs."),
    "G9": _l("Whether illness is kept from ruining families after insurance and medical assistance."),
    "H1": _l("Figures of a month say little while counties are missing, and come too late if these are late."),
    "H2": _l("A wrong number cannot be checked with other departments, nor found twice."),
    "H3": _l("Errors here mean money paid wrongly, or figures that mislead."),
    "I1": _l("Need is found early only where someone in the village looks for it."),
}
