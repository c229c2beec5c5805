# pyright: reportMissingImports=false
"""The round page in Panel."""

import json
import os
from pathlib import Path

import panel as pn

pn.extension(sizing_mode="stretch_width")
page = json.loads(Path(os.environ["ROUND_PAGE"]).read_text(encoding="utf-8"))
box = pn.widgets.TextAreaInput(name="Add a line")
button = pn.widgets.Button(name="Add")
lines = pn.Column()


def add(_: object) -> None:
    if box.value.strip():
        lines.append(pn.pane.Str(box.value))
        box.value = ""


button.on_click(add)
pn.Row(
    pn.Column(
        pn.pane.Markdown(page["principle"]),
        pn.pane.Markdown(page["prompt"]),
        pn.pane.Str(page["clock"]),
        lines,
        box,
        button,
    ),
    pn.pane.Markdown(page["case"]),
).servable()
