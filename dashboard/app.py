"""The dashboard: who asks, what they may open, the page they opened."""

from dashboard.menu import opened
from dashboard.visitor import visitor

opened(visitor()).run()
