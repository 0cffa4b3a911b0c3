"""Ages the law names, in whole years; both limits of a range belong to it."""

from __future__ import annotations

from seed.demo.toolkit.legal_values import working_age

WORKING_AGE = working_age()  # the parameters of 特困: as 劳动法 第十五条 from 16 on, as 国发〔1978〕104号 until 60
ADULT_AGE = 18  # 未成年人保护法 第二条: whoever is younger is a child
SCHOOL_AGE = (3, 22)  # ASSUMED: from kindergarten to the end of a first degree
