"""PDF out of HTML by the browser that is installed here, tagged for screen readers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
MAC = ("Google Chrome", "Microsoft Edge", "Chromium")
SECONDS = 120  # after which a browser that has not printed is stopped
QUIET = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # it looks up its maker's hosts at every start
    "--no-proxy-server",
    "--export-tagged-pdf",  # browsers of today tag without being told
    "--generate-pdf-document-outline",
    "--no-pdf-header-footer",
)


def find_browser() -> str | None:
    """The program of a Chromium, Chrome or Edge on this machine, or None."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((str(path) for path in _usual_places() if path.is_file()), None)


def _usual_places() -> list[Path]:
    """Where the browsers stand on Windows and on a Mac, which do not put them on the path."""
    if sys.platform == "darwin":
        return [Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in MAC]
    folders = [os.environ.get(n) for n in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    return [Path(folder) / place for folder in folders if folder for place in WINDOWS]


def make_pdf(html: Path, pdf: Path) -> bool:
    """Print the page `html` to the file `pdf`, with tags and an outline; say whether it is there.

    Without a browser, or when it fails, there is no `pdf` afterwards. A `pdf` that cannot be
    replaced raises OSError.
    """
    browser = find_browser()
    pdf.unlink(missing_ok=True)
    if browser is None:
        return False
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            browser,
            *QUIET,
            *_unboxed(),
            f"--user-data-dir={profile}",
            f"--print-to-pdf={pdf.absolute()}",
            html.absolute().as_uri(),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
        except (OSError, subprocess.SubprocessError):
            pdf.unlink(missing_ok=True)
    return pdf.is_file()


def _unboxed() -> tuple[str, ...]:
    """Chromium refuses to put root, as in a container, into its sandbox."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("--no-sandbox",) if root else ()
