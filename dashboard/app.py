"""Entry point of Streamlit: the user, the pages they may open, the page that the URL names."""

from dashboard.authentication import current_actor
from dashboard.error_handling import report_errors
from dashboard.navigation import navigate

with report_errors():
    navigate(current_actor()).run()
