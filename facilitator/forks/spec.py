"""The kernel that pages and summaries run on: where Jupyter finds it and what it has imported."""

from __future__ import annotations

import json
import os
from pathlib import Path

from facilitator.forks.owner import can_fork, parent_for

NAME = "kit"
JUPYTER = Path(__file__).parents[1] / "jupyter"  # kernels/kit, and the templates


def jupyter_path() -> str:
    """JUPYTER_PATH with the kit's own folder before whatever stands there."""
    before = os.environ.get("JUPYTER_PATH", "").split(os.pathsep)
    return os.pathsep.join([str(JUPYTER), *(p for p in before if p and p != str(JUPYTER))])


def begin() -> None:
    """Let the fork parent import what kernels need while the caller does something else."""
    if can_fork():
        told = json.loads((JUPYTER / "kernels" / NAME / "kernel.json").read_text(encoding="utf-8"))
        parent_for(told["metadata"]["kernel_provisioner"]["config"]["preload"]).start()
