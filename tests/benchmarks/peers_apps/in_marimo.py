# pyright: reportMissingImports=false
"""The round page in marimo."""

import marimo

app = marimo.App(width="full")


@app.cell
def _():
    import json
    import os
    from pathlib import Path

    import marimo as mo

    page = json.loads(Path(os.environ["ROUND_PAGE"]).read_text(encoding="utf-8"))
    lines, put_lines = mo.state(())
    return lines, mo, page, put_lines


@app.cell
def _(mo):
    box = mo.ui.text_area(label="Add a line").form(submit_button_label="Add", clear_on_submit=True)
    return (box,)


@app.cell
def _(box, put_lines):
    if box.value and box.value.strip():
        put_lines(lambda before: (*before, box.value))


@app.cell
def _(box, lines, mo, page):
    work = mo.vstack(
        [
            mo.md(page["principle"]),
            mo.md(page["prompt"]),
            mo.plain_text(page["clock"]),
            *map(mo.plain_text, lines()),
            box,
        ]
    )
    mo.hstack([work, mo.md(page["case"])], widths="equal")


if __name__ == "__main__":
    app.run()
