# pyright: reportMissingImports=false
"""The round page in Solara."""

import json
import os
from pathlib import Path

import solara

page = json.loads(Path(os.environ["ROUND_PAGE"]).read_text(encoding="utf-8"))


@solara.component
def Page() -> None:
    typed = solara.use_reactive("")
    lines = solara.use_reactive(())

    def add() -> None:
        if typed.value.strip():
            lines.value = (*lines.value, typed.value)
            typed.value = ""

    with solara.Columns([1, 1]):
        with solara.Column():
            solara.Markdown(page["principle"])
            solara.Markdown(page["prompt"])
            solara.Text(page["clock"])
            for line in lines.value:
                solara.Text(line)
            solara.InputTextArea("Add a line", value=typed)
            solara.Button("Add", on_click=add)
        solara.Markdown(page["case"])
