"""The story of a household or a person: all that happened on one line of time, and what is open or due."""
