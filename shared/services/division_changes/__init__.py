"""Townships and villages are merged, split and renamed as one act: records, accounts and grants follow from the day."""
