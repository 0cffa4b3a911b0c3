"""A Streamlit page as one writes it first: frames, Plotly Express, a map with its shapes inside.

    PEER_DATABASE=sqlite:///… PEER_REMEMBERS=1 streamlit run untuned_page.py

Without PEER_REMEMBERS every rerun reads the records (the pandas page). With it the grouped frames are cached for
all visitors (`st.cache_data`), so that a rerun only draws (the untuned page).
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.express as px
import sqlalchemy as sa
import streamlit as st

SHAPES = Path(__file__).parents[3] / "seed" / "reference" / "counties.geojson"
DATES, DAY = ["start_on", "end_on"], "2023-12-31"
REMEMBERS = bool(os.environ["PEER_REMEMBERS"])
remembered: Callable[[Any], Any] = st.cache_data if REMEMBERS else lambda function: function


@st.cache_resource
def engine() -> sa.Engine:
    """One pool for all visitors."""
    return sa.create_engine(os.environ["PEER_DATABASE"])


def read(query: str, dates: list[str]) -> pd.DataFrame:
    """A frame of the answer."""
    with engine().connect() as connection:
        return pd.read_sql(query, connection, parse_dates=dates)


@remembered
def recipients() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Persons in force: at the end of each month by tier, and now by county and tier."""
    spells = read("SELECT region_code, tier, start_on, end_on FROM spell WHERE retired_on IS NULL", DATES)
    spells["month"], spells["left"] = spells.start_on.dt.to_period("M"), spells.end_on.dt.to_period("M")
    ended = spells[spells.end_on <= DAY].drop(columns="month").rename(columns={"left": "month"})
    came, went = (moves.groupby(["tier", "month"]).size() for moves in (spells, ended))
    months = came.sub(went, fill_value=0).sort_index().groupby(level=0).cumsum().rename("persons").reset_index()
    months["month"] = months.month.astype(str)
    now = spells[~(spells.end_on <= DAY)]
    counties = now.groupby([now.region_code.str[:6].rename("county"), "tier"]).size().rename("persons").reset_index()
    return months[months.month >= "2021-01"], counties


@remembered
def warned() -> pd.DataFrame:
    """Persons warned about and assisted by month and risk."""
    warnings = read("SELECT id, person_id, risk, issued_on FROM warning WHERE retired_on IS NULL", ["issued_on"])
    helped = read("SELECT warning_id FROM response WHERE retired_on IS NULL AND kind <> 'referral'", [])
    warnings["helped"] = warnings.person_id.where(warnings.id.isin(helped.warning_id))
    months = warnings.groupby([warnings.issued_on.dt.to_period("M").astype(str).rename("month"), "risk"])
    return months.agg(persons=("person_id", "nunique"), helped=("helped", "nunique")).reset_index()


def page() -> None:
    """Metrics, four charts, a table."""
    (months, now), warnings = recipients(), warned()
    st.title("Low-income population")
    for column, (tier, part) in zip(st.columns(4), now.groupby("tier"), strict=True):
        column.metric(tier, f"{part.persons.sum():,}")
    st.plotly_chart(px.area(months, x="month", y="persons", color="tier"), key="stock")
    total = now.groupby("county", as_index=False).persons.sum()
    shapes = json.loads(SHAPES.read_text(encoding="utf-8"))
    shown = px.choropleth(total, geojson=shapes, locations="county", color="persons")
    shown.update_geos(fitbounds="locations", visible=False)
    st.plotly_chart(shown, key="map")
    st.dataframe(now.pivot_table(index="county", columns="tier", values="persons"))
    risk = st.selectbox("Risk", sorted(warnings.risk.unique()))
    chosen = warnings[warnings.risk == risk]
    st.plotly_chart(px.bar(chosen, x="month", y=["persons", "helped"], barmode="overlay"), key="warned")
    st.plotly_chart(px.bar(now, x="county", y="persons", color="tier"), key="counties")


page()
