"""The kit's own `.venv` beside the code: made on the first start, then only looked at.

In come the words of the command line, out goes a Python that has the pinned packages. Standard
library only. A set-up that was broken off, by a lost network or an ended process, is put right by
the next start; two starts at once wait for one another.

Beside what Python puts there, the folder holds `kit.lock`, which also says that the kit made it;
`kit.json`, written last, which says what was built; and `kit-setup.log`, pip's own words.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / ".venv"
PROJECT = ROOT / "pyproject.toml"
PINS = ROOT / "facilitator" / "constraints.txt"
OUR_CODE = ("exercises", "facilitator", "widgets", "workbooks")
NOT_COMPILED = r"site-packages[\\/](pip|setuptools|.*[\\/]tests)[\\/]"  # no start reads that
EXTRAS = {"test": "test", "bench": "test", "hub": "hub"}  # what these need beyond every start
WITH_TESTS = {"hub", "postgres", "test"}  # what the test tools bring along
DATABASE = "KIT_DATABASE_URL"


class SetUpError(Exception):
    """The environment could not be made; the text is one sentence for whoever started the kit."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def is_running() -> bool:
    """Whether this very process runs in the `.venv` that the kit made."""
    return Path(sys.prefix).resolve() == HOME and _is_ours()


def is_elsewhere() -> bool:
    """Whether the kit was put in place without us: as a wheel, or in somebody's own environment.

    Such an environment must hold the kit and, of what is pinned, no other version.
    """
    if not PROJECT.exists():
        return True
    return sys.prefix != sys.base_prefix and holds_the_pinned_kit()


def extras_for(arguments: list[str]) -> set[str]:
    """The optional parts of the project that this command needs, and a database on a server; a pack
    has none of them."""
    from facilitator import packed

    if packed.is_here() or arguments[1:2] in (["-h"], ["--help"]):
        return set()
    extras = {"postgres"} if os.environ.get(DATABASE, "").startswith("postgresql") else set()
    return extras | {EXTRAS[word] for word in arguments[:1] if word in EXTRAS}


def start(arguments: list[str]) -> int:
    """Make `.venv` ready and go on inside it; on POSIX this process becomes that one.

    Windows cannot replace a process: there a child runs, and learns from KIT_STARTED_BY, a process
    number, whose end shall be its own. Raise SetUpError.
    """
    if not {"-h", "--help"}.isdisjoint(arguments) and not _built():
        with contextlib.suppress(ImportError):  # the command line may need what is not there yet
            from facilitator.cli import main

            return main(arguments)
    prepare(extras_for(arguments))
    command = [str(python()), "-m", "facilitator", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    child = subprocess.Popen(command, env=os.environ | {"KIT_STARTED_BY": str(os.getpid())})
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C reaches the child too, and ends it
            return child.wait()


def prepare(extras: set[str]) -> None:
    """Bring `.venv` to the pinned versions; only look when it has them. Raise SetUpError."""
    if _is_ready(extras):
        return
    try:
        if HOME.is_dir() and any(HOME.iterdir()) and not _is_ours():
            raise SetUpError(f"{HOME} was not made by this kit; rename it, then start again")
        HOME.mkdir(exist_ok=True)
        with held() as lock:
            if not _is_ready(extras):  # another start may have made it meanwhile
                _build(extras | set(_built().get("extras", [])), lock)
    except OSError as error:
        raise SetUpError(
            f"cannot set up {HOME}: {error.strerror or error}; "
            "put the kit in a folder that you may write to, with about 1 GB free"
        ) from error
    except KeyboardInterrupt:
        raise SetUpError("set-up was stopped; the next start goes on with it") from None


def recipe() -> str:
    """One word that changes when anything changes that decides what is installed."""
    import tomllib

    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))
    parts = json.dumps([project["build-system"], project["project"]], sort_keys=True)
    return hashlib.sha256(parts.encode() + PINS.read_bytes()).hexdigest()


def python() -> Path:
    return HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _is_ours() -> bool:
    return (HOME / "kit.lock").exists()


def _built() -> dict:
    """What `kit.json` says was built: {} before the first and after a broken-off set-up."""
    try:
        return json.loads((HOME / "kit.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _is_ready(extras: set[str]) -> bool:
    built = _built()
    if not _is_sound(built) or built["recipe"] != recipe():
        return False
    here = set(built["extras"])
    return extras <= (here | WITH_TESTS if "test" in here else here)


def _is_sound(built: dict) -> bool:
    """Whether what was built still runs: nothing moved, and its Python was not replaced."""
    if not built or built["place"] != str(ROOT) or not python().exists():
        return False
    return built["base"][0] != sys.base_prefix or built["base"] == _base()


def _base() -> list[str]:
    """The Python that `.venv` rests on: its folder and its version."""
    return [sys.base_prefix, "{}.{}".format(*sys.version_info)]


def holds_the_pinned_kit() -> bool:
    from importlib import metadata

    pins: dict[str, set[str]] = {}
    for line in PINS.read_text(encoding="utf-8").splitlines():
        name, equals, version = line.partition(";")[0].strip().partition("==")
        if equals:
            pins.setdefault(name, set()).add(version)
    found = {each.name.lower().replace("_", "-"): each.version for each in metadata.distributions()}
    return "msp-workbooks" in found and all(
        found[name] in versions for name, versions in pins.items() if name in found
    )


@contextlib.contextmanager
def held() -> Iterator[int]:
    """Hold `.venv` against other set-ups; give the open file's number.

    pip is handed that number on POSIX, so that after a kill of this process the next start waits
    until the pip it left behind has ended too.
    """
    import time

    handle = os.open(HOME / "kit.lock", os.O_RDWR | os.O_CREAT)
    try:
        told = False
        while not _takes(handle):
            if not told:
                say("another start is setting up this folder; waiting until it is done")
            told = True
            time.sleep(0.5)
        yield handle
    finally:
        os.close(handle)


def _takes(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _build(extras: set[str], lock: int) -> None:
    """Fill `.venv`; whatever a broken-off set-up left there goes first."""
    import time

    from facilitator import packages, packed

    packed.check()
    began = time.monotonic()
    built = _built()
    tools = " and its test tools" if "test" in extras else ""
    means = "a few minutes" if packed.is_here() else "the internet and a few minutes"
    say(f"setting up the kit{tools} in {HOME}; this once it needs {means}")
    base = built["base"] if _is_sound(built) else _make(lock)
    packages.install(python(), HOME, extras, lock, before=(HOME / "kit.json").unlink)
    say("preparing the code")  # pip would do it on one processor only
    code = [HOME / "lib", *(ROOT / name for name in OUR_CODE if (ROOT / name).is_dir())]
    compiler = [python(), "-W", "ignore", "-m", "compileall", "-qq", "-j", "0"]
    compiler += ["-x", NOT_COMPILED]
    subprocess.run([*compiler, *code], check=False, cwd=HOME)
    look = [python(), "-Ic", "import facilitator"]  # from another folder, as a kernel does
    if subprocess.run(look, check=False, cwd=HOME, capture_output=True).returncode:
        raise SetUpError(
            f"everything is installed, but Python does not find the kit in {ROOT}; "
            "on Windows with Python before 3.13 the folder's name may hold plain letters only"
        )
    done = {"recipe": recipe(), "extras": sorted(extras), "place": str(ROOT), "base": base}
    (HOME / "kit.json.new").write_text(json.dumps(done), encoding="utf-8")
    os.replace(HOME / "kit.json.new", HOME / "kit.json")
    say(f"set up in {time.monotonic() - began:.0f} s")


def _make(lock: int) -> list[str]:
    """Make an empty environment with pip; give the Python it rests on."""
    import shutil
    from importlib.util import find_spec

    if not (find_spec("venv") and find_spec("ensurepip")):
        raise SetUpError(
            "this Python lacks the part that makes environments (venv with ensurepip); on Debian "
            "or Ubuntu install it with `apt install python3-venv`, then start again"
        )
    import venv

    for left in HOME.iterdir():
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        elif left.name != "kit.lock":
            left.unlink()
    venv.create(HOME, symlinks=os.name != "nt")
    from facilitator import packages

    packages.run([python(), "-Im", "ensurepip", "--default-pip"], HOME, lock)
    return _base()
