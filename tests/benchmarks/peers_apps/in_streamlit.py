# pyright: reportMissingImports=false
"""The round page in Streamlit."""

import json
import os
from pathlib import Path

import streamlit as st

page = json.loads(Path(os.environ["ROUND_PAGE"]).read_text(encoding="utf-8"))
lines = st.session_state.setdefault("lines", [])

st.set_page_config(layout="wide")
work, beside = st.columns(2)
with work:
    st.markdown(page["principle"])
    st.markdown(page["prompt"])
    st.text(page["clock"])
    with st.form("add", clear_on_submit=True):
        line = st.text_area("Add a line")
        if st.form_submit_button("Add") and line.strip():
            lines.append(line)
    for line in lines:
        st.text(line)
beside.markdown(page["case"])
