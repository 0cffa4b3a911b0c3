"""The ASGI app in front of the dashboard (Streamlit) and the admin app (Flask)."""
