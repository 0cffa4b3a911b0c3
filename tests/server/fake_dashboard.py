"""A page with what the real ones are made of: map, chart, table, filters."""

import plotly.graph_objects as go
import streamlit as st

CODES = ["320100", "320200", "320300", "320400", "320500"]

st.title("Map")
st.html("<a href='/?measure=persons' data-navigate>Persons</a>")
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.selectbox("Measure", ["rate", "persons"], key="measure", bind="query-params")
figure = go.Figure(
    go.Choropleth(
        geojson="/geo/cities.geojson",
        featureidkey="id",
        locationmode="geojson-id",
        locations=CODES,
        z=[1, 2, 3, 4, 5],
    )
)
figure.update_layout(geo={"visible": False, "fitbounds": "locations"}, clickmode="event+select")
event = st.plotly_chart(figure, key="map", on_select="rerun", config={"topojsonURL": "/server-static/"})
st.write("Run", st.session_state.runs)
st.write("Chosen:", ", ".join(point["location"] for point in event["selection"]["points"]))
st.plotly_chart(go.Figure(go.Bar(x=[1, 2], y=[3, 4])))
st.dataframe({"city": ["苏州", "南京"], "persons": [1, 2]})
