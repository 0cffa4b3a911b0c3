"""The page of one figure (`/figures/<key>`), which pages of the dashboard open as a drawer."""
