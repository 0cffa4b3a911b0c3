"""Sentences as earlier releases worded them: records and the audit trail keep the English of their time."""

from __future__ import annotations

from babel.support import LazyProxy

from shared.locale import lazy as _l

FORMER_TEXTS: dict[str, LazyProxy] = {
    "All months since {day} are counted in the new region then: to move the family, correct the household.": _l(
        "All months since {day} will then be counted in the new region. If the household moves, edit the household "
        "instead."
    ),
    "Before it was {yuan} yuan.": _l("The previous standard was {yuan} yuan."),
    "Dibao (minimum living allowance)": _l("Minimum living guarantee (dibao)"),
    "Expenditure-hardship families": _l("Families in hardship through expenditure"),
    "The basic standard of extremely poor persons is {basic} yuan; {ratio} times this are {expected} yuan.": _l(
        "The basic living standard (tekun) is {basic} yuan; {ratio} times this dibao standard is {expected} yuan."
    ),
    "The death was taken back": _l("The death record was cancelled"),
    "The household {number} stays in {region}: to move the family, correct the household.": _l(
        "Household {number} stays in {region}. If the household moves, edit the household instead."
    ),
    "The person got such aid on {day}, {yuan} yuan (no. {id}): is this another one?": _l(
        "The person received this assistance on {day}, {yuan} yuan (no. {id}). Is this a separate grant?"
    ),
    "The person is registered in {person}, the household in {household}: will both stay so?": _l(
        "The person is registered in {person}, the household in {household}. Is this right?"
    ),
    "The person was no member of this household on {day}: is it the right one?": _l(
        "The person was not a member of this household on {day}. Is it the right household?"
    ),
    "The run plans {n} units.": _l("The cycle plans {n} units."),
    "The run plans {yuan} yuan a unit.": _l("The cycle plans {yuan} yuan per unit."),
    "The standard here allows at most {yuan} yuan.": _l("The local standard allows at most {yuan} yuan."),
    "The standard here asks for at least {yuan} yuan.": _l("The local standard requires at least {yuan} yuan."),
    "The standard of {yuan} yuan since {start} (no. {id}) ends on {day}: it is closed by saving this one.": _l(
        "Saving ends the standard of {yuan} yuan valid since {start} (no. {id}) on {day}."
    ),
    "With the other counties {n} units are given out; the run plans {planned}.": _l(
        "Together with the other counties {n} units are allotted; the cycle plans {planned}."
    ),
    "all statistics recomputed": _l("All statistics recomputed"),
    "{coverage} stands at {yuan} yuan.": _l("The standard for {coverage} is {yuan} yuan."),
    "{n} members are due {yuan} yuan together.": _l("{n} recipients of the household are due {yuan} yuan in total."),
    "{n} of this name, born on the same day, are registered in your regions: is it the same person?": _l(
        "{n} people with this name and date of birth are registered in your regions. Is it the same person?"
    ),
    "{n} records of aid are dated after this day.": _l("{n} assistance records are dated after this day."),
    "{ratio} times the dibao standard of {dibao} yuan are {expected} yuan.": _l(
        "{ratio} times the dibao standard of {dibao} yuan is {expected} yuan."
    ),
    "{tier}: no monthly amount is paid here.": _l("{tier}: no monthly amount is paid."),
}
