# pyright: reportMissingImports=false
"""The round page in stock Voila: this text is the one cell of a notebook."""

import json
import os
from pathlib import Path

import ipywidgets as widgets
from IPython.display import Markdown, display

page = json.loads(Path(os.environ["ROUND_PAGE"]).read_text(encoding="utf-8"))
box = widgets.Textarea(description="Add a line")
button = widgets.Button(description="Add")
lines = widgets.VBox()


def add(_: object) -> None:
    if box.value.strip():
        lines.children = (*lines.children, widgets.Label(box.value))
        box.value = ""


button.on_click(add)
display(Markdown(page["principle"]), Markdown(page["prompt"]), widgets.Label(page["clock"]))
display(lines, box, button, Markdown(page["case"]))
