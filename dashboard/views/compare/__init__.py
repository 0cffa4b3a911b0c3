"""One figure of several regions side by side, over three years."""
