"""The meeting brief: what the overview says of a region and a period, on two pages of paper."""
