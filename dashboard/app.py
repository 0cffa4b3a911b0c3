"""The dashboard: who asks, what they may open, the page they opened."""

from dashboard.failure import told
from dashboard.menu import opened
from dashboard.visitor import visitor

with told():
    opened(visitor()).run()
