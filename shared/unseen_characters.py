"""Characters that leave no mark where they are written. In formulas of files and in names they hide what follows."""

from __future__ import annotations

UNSEEN = (  # blanks, controls and what leaves no mark: Unicode Z*, Cc, Cf, fillers, choices of a shape
    "1-20 7f-a0 ad 34f 600-605 61c 6dd 70f 890-891 8e2 115f-1160 1680 17b4-17b5 180b-180f 2000-200f 2028-202f 205f-206f"
    " 2800 3000 3164 fe00-fe0f feff ffa0 fff9-fffb 110bd 110cd 13430-1343f 1bca0-1bca3 1d173-1d17a e0001 e0020-e007f"
    " e0100-e01ef"
)
BLANKS = "".join(
    chr(code)
    for first, _dash, last in (span.partition("-") for span in UNSEEN.split())
    for code in range(int(first, 16), int(last or first, 16) + 1)
)
"""All of them, one after the other."""
