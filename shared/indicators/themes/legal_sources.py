"""Laws, standards and programmes that figures rest on, by their names."""

from __future__ import annotations

from shared.locale import lazy as _l

ASSISTANCE = _l("Interim Measures for Social Assistance (State Council Decree No. 649)")
EDUCATION = _l("Interim Measures for Social Assistance (State Council Decree No. 649), chapter 6")
HOUSING = _l("Interim Measures for Social Assistance (State Council Decree No. 649), chapter 7")
LOW_INCOME = _l(
    "Interim Measures of Jiangsu for Recognising Dibao-Marginal and Expenditure-Hardship Families (Su Min Gui [2021] 1)"
)
RECOGNITION = _l("Measures for Examining and Confirming the Minimum Living Guarantee (Min Fa [2021] 57)")
TEMPORARY = _l("Notice on Establishing Temporary Assistance Everywhere (Guo Fa [2014] 47)")
MONITORING = _l(
    "Opinions on Dynamic Monitoring of the Low-Income Population and Layered, Classified Social Assistance "
    "(Guo Ban Fa [2023] 39)"
)
RESIDENTS = _l("Jiangsu Statistical Yearbook (usual residents)")
TRAITS = _l("GB/T 2261.1-2003 (sex), GB/T 26341-2010 (disability)")
IDENTITY = _l("GB 11643-1999 (citizen identification number)")
STANDARDS = _l(
    "Department of Civil Affairs of Jiangsu: dibao standards are set each year as a share of the "
    "per-capita consumption of all residents in the year before"
)
CHARITY = _l("Department of Civil Affairs of Jiangsu: appliance packs, rooftop solar, supplementary medical aid")
SOLAR = _l("Department of Civil Affairs of Jiangsu: rooftop solar")
MEDICAL = _l(
    "Department of Civil Affairs of Jiangsu: supplementary medical aid, charity aid for children's major illness"
)
CLOSE = _l("Rules of this system for the monthly close; the number of days is a proposal, no published one was found")
