"""Ages the law names, in whole years; both limits of a range belong to it."""

from __future__ import annotations

WORKING_AGE = (16, 59)  # 劳动法 第十五条: from 16 on; 国发〔1978〕104号: men retire at 60 (until 2024)
ADULT_AGE = 18  # 未成年人保护法 第二条: whoever is younger is a child
SCHOOL_AGE = (3, 22)  # ASSUMED: from kindergarten to the end of a first degree
