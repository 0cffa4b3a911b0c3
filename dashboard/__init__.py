"""The room that reads: figures, charts and maps in Streamlit."""
