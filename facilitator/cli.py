"""The command line: parse, call, print. Progress goes to stderr, results to stdout."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Command = Callable[[argparse.Namespace], int]


class Sorry(Exception):
    """What the user asked for cannot be done; the message is one sentence."""


def tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def data_of(args: argparse.Namespace) -> Path:
    """The data folder: --data, or this user's own."""
    from exercises.journal.home import data_folder
    from facilitator.folders import check

    folder = Path(args.data).expanduser().absolute() if args.data else data_folder()
    check(folder)
    return folder


def journal_of(args: argparse.Namespace) -> Any:
    from exercises.journal.store import Journal

    return Journal.in_folder(data_of(args))


def session_of(args: argparse.Namespace) -> tuple[Any, Any]:
    """The journal and the session with the code that was typed."""
    journal = journal_of(args)
    return journal, session_with(journal, args.code)


def session_with(journal: Any, code: str) -> Any:
    """The session with this code. Raises Sorry or JournalError with a sentence."""
    from exercises.journal import sessions
    from exercises.journal.codes import CodeError, read_code

    try:
        return sessions.find(journal, code=read_code(code))
    except CodeError as error:
        raise Sorry(str(error)) from None


def serve(args: argparse.Namespace) -> int:
    """Serve the kit in the browser (the command when none is given)."""
    from facilitator import addresses, ports, quick

    quick.without_address_grammar()
    from facilitator.server import serve as run

    data = data_of(args)
    journal = journal_of(args)
    room = None
    if args.room or args.address:
        found = addresses.of_this_machine()
        room = args.address or next(iter(found), None)
        if room is None:
            raise Sorry("this machine has no network address; connect it to the room's network")
        others = [a for a in found if a != room]
        if others and not args.address:
            tell(f"Using {room}; for another network say --address {' or '.join(others)}")
    port = ports.choose(journal, args.port, keep=room is not None)
    say = lambda text: print(text, flush=True)  # noqa: E731
    run(journal, data, port, room=room, browser=not args.no_browser, say=say)
    return 0


def ready(args: argparse.Namespace) -> int:
    """Look whether this laptop is ready for a room, and whether a phone reaches it."""
    from facilitator import addresses, ports, quick

    quick.without_address_grammar()
    from facilitator.preparing.run import look

    data = data_of(args)
    journal = journal_of(args)
    if not 0 < args.wait <= 3600:
        raise Sorry(f"{args.wait:g} is not a number of seconds from 1 to 3600")
    if (serving := ports.answers(journal)) is not None:
        raise Sorry(f"the kit is running already; open http://127.0.0.1:{serving}/ready there")
    room = None
    if not args.no_phone:
        room = args.address or next(iter(addresses.of_this_machine()), None)
    port = ports.choose(journal, args.port, keep=room is not None)
    say = lambda text: print(text, flush=True)  # noqa: E731
    try:
        return 0 if look(journal, data, port, room, args.wait, say) else 1
    except ValueError as error:
        raise Sorry(str(error)) from None


def demo(args: argparse.Namespace) -> int:
    """Put a finished example session in place and print its code."""
    from exercises.group import demo as of_group
    from exercises.scenarios import demo as of_scenario
    from exercises.six_principles import demo as of_principles

    journal = journal_of(args)
    if args.exercise == "scenario":
        tell("Writing an example session: six tables, their paths, reasons, places and records")
        session = of_scenario.build(journal)
    elif args.exercise in ("group", "clinic"):
        tell("Writing an example session of a reflective group, with its record")
        session = of_group.build(journal, "hour" if args.exercise == "group" else "clinic")
    else:
        tell("Writing an example session: six tables, lines, key factors, dots, decisions")
        session = of_principles.build(journal)
    tell("Start the kit, choose Run a session, and open it there; or `show` its code.")
    print(session.code)
    return 0


def sessions(args: argparse.Namespace) -> int:
    """List the sessions of this data folder."""
    from exercises.journal import sessions as known
    from facilitator.handlers.run import day

    journal = journal_of(args)
    for session in known.every(journal):
        state = "open" if known.is_open(journal, session.id) else "ended"
        example = "  example" if session.example else ""
        print(
            f"{session.code}  {state}  begun {day(session.created)}, "
            f"erased after {day(session.expires)}{example}"
        )
    return 0


def show(args: argparse.Namespace) -> int:
    """Show a session's codes and a new trainer's address, which works on this machine only."""
    from exercises.journal import sessions as known
    from facilitator.handlers.run import day

    journal, session = session_of(args)
    port = journal.fact("serving") or "8866"
    key = known.mint_key(journal, session.id, "trainer")
    print(f"Trainer: http://127.0.0.1:{port}/join#{key}")
    for table, code in sorted(known.codes_of(journal, session.id).items(), key=lambda i: i[0] or 0):
        print(f"{f'Table {table}' if table else 'Room'}: {code}")
    print(f"Erased after: {day(session.expires)}")
    return 0


def summary(args: argparse.Namespace) -> int:
    """Write a session's summary (HTML, Word, JSON, CSV) and print the paths."""
    from exercises.journal import sessions as known

    journal = journal_of(args)
    if args.all and args.codes:
        raise Sorry("say either --all or the codes, not both")
    if args.all:
        found = known.every(journal)
        if not found:
            raise Sorry(f"there is no session in {data_of(args)}")
    elif args.codes:
        found = list({s.id: s for s in (session_with(journal, c) for c in args.codes)}.values())
    else:
        raise Sorry("say which session: its code, several codes, or --all")
    journal.close()
    return _one_summary(args, found[0]) if len(found) == 1 else _many_summaries(args, found)


def _where(args: argparse.Namespace, data: Path, session: Any) -> Path:
    from exercises.journal import wipe

    return Path(args.out) if args.out else wipe.folder_of(data, session.id) / "summary"


def _one_summary(args: argparse.Namespace, session: Any) -> int:
    from facilitator.summaries.run import SummaryError, summarise

    data = data_of(args)
    try:
        folder = _where(args, data, session)
        what = (args.verbatim, args.pdf, args.framework)
        files = summarise(data, session.id, folder, tell, *what)
    except (SummaryError, OSError) as error:
        raise Sorry(f"the summary cannot be written: {error}") from None
    for path in files:
        print(path)
    return 0


def _many_summaries(args: argparse.Namespace, found: list[Any]) -> int:
    """Several at once, with a bar; one that fails is told at the end and stops no other."""
    from tqdm import tqdm

    from facilitator.summaries.many import Wanted, summarise_all

    data = data_of(args)
    what = (args.verbatim, args.pdf, args.framework)
    wanted = [Wanted(s.code, s.id, _where(args, data, s), *what) for s in found]
    failed = []
    for done in tqdm(summarise_all(data, wanted), "Summaries", len(wanted), file=sys.stderr):
        for path in done.files:
            print(path)
        if done.error:
            failed.append(done)
    for done in failed:
        tell(f"facilitator: the summary of {done.wanted.code} cannot be written: {done.error}")
    return 1 if failed else 0


def export(args: argparse.Namespace) -> int:
    """Write everything a session holds, entry by entry, as JSON, and print the path."""
    from facilitator.exporting import write

    journal, session = session_of(args)
    try:
        print(write(journal, session, Path(args.out or ".")))
    except OSError as error:
        raise Sorry(f"the export cannot be written to {args.out} ({error.strerror})") from None
    return 0


def wipe(args: argparse.Namespace) -> int:
    """Erase a session after listing what goes and what cannot be reached."""
    from exercises.journal import wipe as wiping

    journal, session = session_of(args)
    data = data_of(args)
    tell(f"Erasing session {session.code} takes away:")
    for sentence in wiping.goes(journal, data, session).sentences():
        tell(f"  - {sentence}")
    tell("It cannot reach:")
    for place in wiping.OUT_OF_REACH:
        tell(f"  - {place}")
    tell(wiping.WARNING)
    if not args.yes:
        if not sys.stdin.isatty():
            raise Sorry(f"nothing was erased; say `wipe {session.code} --yes` to erase it")
        if input(f"Type {session.code} to erase it: ").strip().upper() != session.code:
            raise Sorry("nothing was erased; the code was not typed")
    wiping.wipe(journal, data, session)
    print(f"{session.code} is erased")
    return 0


def pack(args: argparse.Namespace) -> int:
    """Write the kit with its packages, for a machine without internet, and print the path; or its
    cases and scenarios as single web pages (--web), for a machine where nothing can be installed,
    and print their paths."""
    from facilitator import packed, packing

    folder = Path(args.folder).expanduser().absolute()
    if args.web:
        return _web(args, folder)
    system, python = args.system or packed.this_system(), args.python or packed.this_python()
    try:
        print(packing.pack(folder, system, python, tell))
    except packing.PackError as error:
        raise Sorry(str(error)) from None
    except OSError as error:
        raise Sorry(f"the pack cannot be written to {folder} ({error.strerror})") from None
    return 0


def _web(args: argparse.Namespace, folder: Path) -> int:
    from facilitator.web.making import WebError, make

    if args.system or args.python:
        raise Sorry("web pages are the same for every system; leave out --system and --python")
    try:
        made = make(folder)
    except WebError as error:
        raise Sorry(str(error)) from None
    except OSError as error:
        raise Sorry(f"the pages cannot be written to {folder} ({error.strerror})") from None
    for path in made:
        print(path)
    return 0


def check(args: argparse.Namespace) -> int:
    """Check content files (all of the kit's, or one FILE) and say what is wrong, with the line."""
    from facilitator.checking import check_all, check_file, notes_on

    if (args.map or args.svg) and not args.file:
        raise Sorry("say which scenario: check FILE --map")
    faults = check_file(Path(args.file)) if args.file else check_all()
    for fault in faults:
        print(fault)
    if args.file and not faults:
        for note in notes_on(Path(args.file)):
            print(f"note: {note}")
    if not faults:
        tell("This file can be used." if args.file else "Every content file can be used.")
    if args.map or args.svg:
        _map(args)
    return 1 if faults else 0


def _map(args: argparse.Namespace) -> None:
    """Print the scenes of a scenario and where they lead, and write them as a picture."""
    from exercises.library import ContentError
    from exercises.scenarios import scene_map
    from facilitator.checking import scenario_in

    try:
        found = scenario_in(Path(args.file))
        print(scene_map.as_text(found))
        if args.svg:
            Path(args.svg).write_text(scene_map.as_svg(found), encoding="utf-8")
            print(args.svg)
    except (ContentError, RecursionError):  # the last: far too many scenes in a row
        raise Sorry(f"{args.file} is no scenario that can be drawn") from None
    except OSError as error:
        raise Sorry(f"the map cannot be written to {args.svg} ({error.strerror})") from None


def preview(args: argparse.Namespace) -> int:
    """Try a case or a scenario of your own: sessions with it, forgotten when you end it."""
    import tempfile

    from exercises.journal.store import Journal
    from exercises.library import Case
    from exercises.scenarios.content import Scenario
    from facilitator import ports, quick
    from facilitator.checking import check_file, kind_in, notes_on

    quick.without_address_grammar()
    from facilitator.server import serve as run

    faults = check_file(Path(args.file))
    for fault in faults:
        print(fault)
    if faults:
        return 1
    kind = kind_in(Path(args.file))
    if kind not in (Case, Scenario):
        raise Sorry(f"{args.file} is sound; preview shows cases and scenarios, and it is neither")
    for note in notes_on(Path(args.file)):
        print(f"note: {note}")
    os.environ.pop("KIT_DATABASE_URL", None)  # nothing of it goes where sessions are kept
    with tempfile.TemporaryDirectory(prefix="kit-preview-") as folder:
        data = Path(folder)
        journal = Journal.in_folder(data)
        title, pages = _tried(journal, Path(args.file), kind is Scenario)
        port = ports.choose(journal, args.port, keep=False)
        at = next(iter(pages.values()))
        tell(f"A preview of {title}; nothing of it is kept. Ctrl+C ends it.")
        for name, address in pages.items():
            tell(f"{name}: http://127.0.0.1:{port}{address}")
        say = lambda text: print(text, flush=True)  # noqa: E731
        run(journal, data, port, room=None, browser=not args.no_browser, say=say, at=at)
        journal.close()
    return 0


def _tried(journal: Any, path: Path, scenario: bool) -> tuple[str, dict[str, str]]:
    """What a file is called, and the addresses at which it can be tried, the first of which opens:
    of a scenario alone, or as a room of two tables with votes and cards; of a case as a room."""
    from exercises.journal import sessions as known

    def link(session: Any, role: Any) -> str:
        return f"/join#{known.mint_key(journal, session.id, role)}"

    if scenario:
        from exercises.scenarios.opening import begin
        from exercises.scenarios.settings import Settings

        found = _scenario(str(path))
        alone = begin(journal, Settings(scenario=found, solo=True, days=1), 1, by="solo")
        room = begin(journal, Settings(scenario=found, votes=True, roleplay=True, days=1), 2)
        pages = {"Play it alone": link(alone, "solo")}
        title = found.title
    else:
        from exercises.six_principles.settings import EXERCISE
        from exercises.six_principles.settings import Settings as OfCase

        case = _case(str(path))
        room = known.create(journal, EXERCISE, OfCase(case=case).opened(2), tables=2, days=1)
        pages, title = {}, case.title
    pages |= {"Trainer's page": link(room, "trainer"), "A table's page": f"/join#{room.code}"}
    return title, pages


def papers(args: argparse.Namespace) -> int:
    """Write the papers for IT, data protection and accessibility (Word, HTML); print the paths."""
    from facilitator.papers.files import write

    folder = Path(args.out).expanduser() if args.out else data_of(args) / "papers"
    try:
        written = write(folder)
    except OSError as error:
        raise Sorry(f"the papers cannot be written to {folder} ({error.strerror})") from None
    for path in written:
        print(path)
    return 0


def print_(args: argparse.Namespace) -> int:
    """Write the six principles, or a scenario's role-play cards, to print, and print the paths."""
    from pydantic import ValidationError

    from exercises.journal.frame import LONGEST_HELP, HelpSet
    from facilitator.paper.pack import write, write_cards

    folder = Path(args.out).expanduser() if args.out else data_of(args) / "paper"
    if not 0.5 <= args.minutes <= 60:
        raise Sorry(f"{args.minutes:g} is not a number of minutes from 0.5 to 60")
    minutes = None if args.no_clock else args.minutes
    try:
        help = HelpSet.model_validate({name: getattr(args, name) for name in HelpSet.words})
        if args.exercise == "role-play":
            written = write_cards(folder, _scenario(args.scenario), help)
        else:
            written = write(folder, _case(args.case), args.tables, minutes, help)
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0]).replace("_", " ")
        raise Sorry(
            f"the words for {field!r} are too long; keep to {LONGEST_HELP} characters"
        ) from None
    except ValueError as error:
        raise Sorry(str(error)) from None
    except OSError as error:
        raise Sorry(f"the paper cannot be written to {folder} ({error.strerror})") from None
    for path in written:
        print(path)
    return 0


def _scenario(words: str) -> Any:
    """The scenario of the kit with this name, or the one in this file."""
    from exercises.library import ContentError
    from exercises.scenarios import content

    if not words:
        known = ", ".join(content.scenarios())
        raise Sorry(f"say which scenario: --scenario NAME; there are: {known}")
    try:
        if words not in content.scenarios() and words.endswith(".toml"):
            return content.load(Path(words).expanduser())
        return content.scenario(words)
    except ContentError as error:
        raise Sorry("; ".join(str(error).splitlines())) from None


def _case(words: str) -> Any:
    """The case of the kit with this name, or the one in this file."""
    from exercises import library

    try:
        if words not in library.cases() and words.endswith(".toml"):
            return library.read(library.Case, Path(words).expanduser())
        return library.case(words)
    except library.ContentError as error:
        raise Sorry("; ".join(str(error).splitlines())) from None


EXAMPLES = {
    "serve": "python -m facilitator serve --room",
    "ready": "python -m facilitator ready",
    "demo": "python -m facilitator demo",
    "sessions": "python -m facilitator sessions",
    "show": "python -m facilitator show 7KX2MP",
    "summary": "python -m facilitator summary 7KX2MP --out ~/Documents",
    "export": "python -m facilitator export 7KX2MP --out ~/Documents",
    "wipe": "python -m facilitator wipe 7KX2MP",
    "print": "python -m facilitator print six-principles --tables 5 --out ~/Documents",
    "papers": "python -m facilitator papers --out ~/Documents",
    "pack": "python -m facilitator pack ~/Documents --system windows --python 3.12",
    "check": "python -m facilitator check my-case.toml",
    "preview": "python -m facilitator preview my-scenario.toml",
    "test": "python -m facilitator test -k journal",
    "bench": "python -m facilitator bench suggestions",
}


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(
        prog="python -m facilitator",
        description="Workbooks for Making Safeguarding Personal. Without a command: serve.",
    )
    commands = top.add_subparsers(dest="command", metavar="command")

    def add(run: Command, *, data: bool = True) -> argparse.ArgumentParser:
        name = run.__name__.rstrip("_")
        command = commands.add_parser(
            name,
            help=run.__doc__,
            description=run.__doc__,
            epilog=f"example: {EXAMPLES[name]}",
        )
        command.set_defaults(run=run)
        if data:
            command.add_argument("--data", metavar="DIR", help="the data folder (default: yours)")
        return command

    _serving(add(serve))
    _looking(add(ready))
    add(demo).add_argument(
        "exercise",
        nargs="?",
        choices=["six-principles", "scenario", "group", "clinic"],
        default="six-principles",
        help="of which exercise (default: six-principles)",
    )
    add(sessions)
    for run in (show, summary, export, wipe):
        command = add(run)
        if run is summary:
            command.add_argument("codes", nargs="*", metavar="CODE", help="a room's join code")
            command.add_argument("--all", action="store_true", help="every session's summary")
        else:
            command.add_argument("code", metavar="CODE", help="the room's join code")
        if run in (summary, export):
            command.add_argument("--out", metavar="DIR", help="where to write")
        if run is summary:
            command.add_argument(
                "--verbatim", action="store_true", help="write every line in a file of its own too"
            )
            command.add_argument(
                "--pdf", action="store_true", help="a PDF too, made by the browser installed here"
            )
            command.add_argument(
                "--framework", action="store_true", help="a page in the first person for the plan"
            )
        if run is wipe:
            command.add_argument("--yes", action="store_true", help="do not ask again")
    _printing(add(print_))
    add(papers).add_argument("--out", metavar="DIR", help="where to write")
    _packing(add(pack, data=False))
    checking = add(check, data=False)
    checking.add_argument("file", nargs="?", metavar="FILE", help="one content file")
    checking.add_argument("--map", action="store_true", help="a scenario's scenes, as text")
    checking.add_argument("--svg", metavar="PICTURE", help="and as a picture, into this file")
    previewing = add(preview, data=False)
    previewing.add_argument("file", metavar="FILE", help="a case or a scenario")
    previewing.add_argument("--port", type=int, metavar="N", help="the port (default: 8866)")
    previewing.add_argument("--no-browser", action="store_true", help="open no browser")
    for name, text in (
        ("test", "Run all checks and tests; with words, pytest with these words."),
        ("bench", "Run tests/benchmarks/NAME.py with ARGS."),
    ):
        commands.add_parser(name, help=text, description=text, epilog=f"example: {EXAMPLES[name]}")
    return top


def _serving(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=int, metavar="N", help="the port (default: 8866 or next)")
    command.add_argument("--no-browser", action="store_true", help="open no browser")
    command.add_argument("--room", action="store_true", help="let devices in the room join")
    command.add_argument("--address", metavar="A", help="the network address to use in the room")


def _looking(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", type=int, metavar="N", help="the port (default: as for serve)")
    command.add_argument("--address", metavar="A", help="the network address to use in the room")
    command.add_argument("--no-phone", action="store_true", help="do not wait for a phone")
    command.add_argument(
        "--wait", type=float, default=180, metavar="S", help="seconds to wait (default: 180)"
    )


def _printing(command: argparse.ArgumentParser) -> None:
    command.add_argument("exercise", choices=["six-principles", "role-play"], help="what to print")
    command.add_argument(
        "--scenario", default="", metavar="NAME", help="whose cards: a scenario, or its .toml file"
    )
    command.add_argument(
        "--case", default="mrs-t", metavar="NAME", help="a case, or its .toml file"
    )
    command.add_argument("--tables", type=int, default=6, metavar="N", help="1 to 12 (default: 6)")
    command.add_argument("--minutes", type=float, default=4, metavar="M", help="of a round")
    command.add_argument("--no-clock", action="store_true", help="rounds without a clock")
    for option, field, text in (
        ("--speak-to", "speak_to", "who you can speak to here today (default: a blank)"),
        ("--quiet-place", "quiet_place", "a quiet place (default: a blank)"),
        ("--raise-a-concern", "raise_concern", "how to raise a concern here (default: a blank)"),
    ):
        command.add_argument(option, dest=field, default="", metavar="WORDS", help=text)
    command.add_argument("--out", metavar="DIR", help="where to write")


def _packing(command: argparse.ArgumentParser) -> None:
    from facilitator.packed import PYTHONS, SYSTEMS

    command.add_argument("folder", metavar="FOLDER", help="where to write")
    command.add_argument(
        "--web", action="store_true", help="single web pages instead, for a browser and no more"
    )
    command.add_argument("--system", choices=SYSTEMS, help="what it is for (default: this one)")
    command.add_argument("--python", choices=PYTHONS, help="and which (default: this one)")


def main(argv: list[str] | None = None) -> int:
    """Run a command and return its exit status; our own errors become one line."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help")):
        words = ["serve", *words]
    if words[0] in ("test", "bench") and not {"-h", "--help"} & set(words[1:2]):
        return _tools(words)
    args = parser().parse_args(words)
    if args.command != "check":
        from exercises.journal.store import JournalError

        expected: tuple[type[Exception], ...] = (Sorry, JournalError)
    else:
        expected = (Sorry,)
    try:
        return args.run(args)
    except expected as error:
        tell(f"facilitator: {error}")
        return 1
    except KeyboardInterrupt:
        return 130


def _tools(words: list[str]) -> int:
    """`test` and `bench` take any words and pass them on."""
    from facilitator.testing import bench, test

    if words[0] == "test":
        return test(words[1:])
    if len(words) < 2:
        tell("facilitator: bench needs a NAME; see tests/benchmarks")
        return 1
    return bench(words[1], words[2:])
