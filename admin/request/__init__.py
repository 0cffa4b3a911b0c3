"""The request at hand: who asks, with which parameters, for which action of which view."""
