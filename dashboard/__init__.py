"""The dashboard: indicators, charts and maps in Streamlit."""
