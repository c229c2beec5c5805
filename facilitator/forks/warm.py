"""Draws one plot that nobody sees: in the fork parent it is done once for all kernels.

What matplotlib finds out by its first drawing (fonts, formats, caches) costs each kernel some
megabytes when each finds it out for itself.
"""

from __future__ import annotations

from io import BytesIO

import matplotlib.backends.backend_agg  # noqa: F401
from matplotlib.figure import Figure

figure = Figure(figsize=(2, 1))
axes = figure.subplots()
axes.bar(["a", "b"], [1, 2])
for kind in ("png", "svg"):
    figure.savefig(BytesIO(), format=kind)
del figure, axes
