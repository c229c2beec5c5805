"""Injected faults while tables write, and whether any line that was acknowledged is lost.

Six pages of two sessions write over protocol (no browser), each behind a wire of its own, and
beside them processes that write into the same sessions directly. A schedule drawn from the seed
kills kernels, the process they are forked from, the server and writers in a transaction; cuts wires
and breaks messages; fills the disk; turns clocks. A fault counts when it struck while a line was
under way. For Linux; a disk that is full for real needs `unshare` and the right to mount.

    python -m facilitator bench faults [--n N] [--seed S]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import secrets
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import _writer
from _device import Device
from _ground import Ground, own_mounts
from _ledger import Findings, Ledger, examine
from _schedule import DIRECT, LARGE, SHARES, SMALL, Fault, drawn

from exercises import library
from exercises.journal import sessions
from exercises.journal.sessions import Seat
from exercises.place import Place
from exercises.six_principles.settings import EXERCISE, Settings

AT_ONCE = 250  # faults before the rooms are closed and new ones are opened
TABLES = ((0, 1), (0, 1), (0, 2), (1, 1), (1, 2), (1, 3))  # session and table of each page
WRITERS_TABLE = 4
ATTEMPTS = 20
SAY = 10.0


class Trial:
    """Everything that is counted, over all rooms."""

    def __init__(self, ground: Ground, n: int) -> None:
        self.ground = ground
        self.n = n
        self.ledger = Ledger()
        self.findings = Findings()
        self.struck: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.stuck: list[str] = []
        self.left_behind: list[str] = []
        self.sent_again = 0
        self.begun = time.monotonic()

    async def examine(self) -> None:
        self.findings |= await asyncio.to_thread(
            examine, self.ledger, self.ground.journal, self.ground.database
        )

    def say(self) -> None:
        kinds = ", ".join(f"{n} {kind}" for kind, n in self.struck.most_common())
        print(
            f"{time.monotonic() - self.begun:4.0f} s: {self.struck.total()} of {self.n} faults "
            f"({kinds}); {len(self.ledger.taken)} lines acknowledged, "
            f"{len(self.findings.lost)} lost, {len(self.stuck)} pages loaded again by hand",
            flush=True,
        )

    async def keep_saying(self) -> None:
        while True:
            await asyncio.sleep(SAY)
            self.say()


class Rooms:
    """Two sessions with their pages, and the faults that come while these are open."""

    def __init__(self, trial: Trial, faults: Sequence[Fault]) -> None:
        self.trial = trial
        self.ground = trial.ground
        self.small = deque(f for f in faults if f.kind in SMALL)
        self.direct = [f for f in faults if f.kind in DIRECT]
        self.large = [f for f in faults if f.kind in LARGE]
        self._all = len(self.small)
        self._attempts: Counter[Fault] = Counter()
        self._unfinished: list[tuple[str, dict[str, object]]] = []
        self._begun = 0

    async def run(self) -> None:
        self._set_up()
        await asyncio.gather(*(device.open() for device in self.devices))
        await asyncio.gather(
            *(self._suffer(device) for device in self.devices), self._write(), self._shake()
        )
        await asyncio.gather(*(device.settled() for device in self.devices))
        await self._finish_writing()
        await self.trial.examine()
        await self._all_shown()
        for device in self.devices:
            self.trial.stuck += device.stuck
            self.trial.refused.update(device.page.counts.refused)
            self.trial.sent_again += device.page.counts.sent_again
        await asyncio.gather(*(device.close() for device in self.devices))

    def _set_up(self) -> None:
        journal = self.ground.journal
        opened = Settings(case=library.case("mrs-t")).opened(6)
        rooms = [sessions.create(journal, EXERCISE, opened, tables=6, days=1) for _ in range(2)]
        for room in rooms:
            trainer, _ = sessions.take_seat(journal, sessions.Door(room.id, "trainer", None))
            Place(journal, trainer).act("round-one", "stage", {"stage": "round", "round": 1})
        seats = [
            sessions.take_seat(journal, sessions.Door(rooms[n].id, "table", table))
            for n, table in (*TABLES, (0, WRITERS_TABLE))
        ]
        self.devices = [
            Device(seat, token, self.ground.port, self.trial.ledger) for seat, token in seats[:-1]
        ]
        self.writer: Seat = seats[-1][0]

    async def _all_shown(self) -> None:
        """Every page shows every acknowledged line of its table before long."""
        for device in self.devices:
            theirs = {
                line.id
                for line in Place(self.ground.journal, device.seat).state.lines.values()
                if line.table == device.seat.table
            }
            try:
                await device.page.until(partial(device.shows, theirs), 20)
            except TimeoutError:
                device.stuck.append("the page does not show every line of its table")

    # faults at one page

    async def _suffer(self, device: Device) -> None:
        while self.small:
            fault = self.small.popleft()
            await device.settled()
            if await self._strike(device, fault):
                self.trial.struck[fault.kind] += 1
            else:
                await self._put_off(fault)

    async def _put_off(self, fault: Fault) -> None:
        """Try it again later, at another page perhaps, but not for ever."""
        self._attempts[fault] += 1
        if self._attempts[fault] < ATTEMPTS:
            self.small.append(fault)
            await asyncio.sleep(0.5)
        else:
            self.trial.missed[fault.kind] += 1

    async def _strike(self, device: Device, fault: Fault) -> bool:
        """Let one small fault happen; False when it could not."""
        if fault.kind == "connection dropped":
            return await self._drop(device, fault)
        if fault.kind == "network cut":
            await device.under_way(fault.wait)
            await self._cut([device], fault)
            return True
        victims = []
        if fault.kind == "fork parent killed":
            victims.append(self.ground.parent())
        if fault.kind == "kernel killed" or fault.more:
            victims.append(self.ground.kernel(device.page.kernel))
        if None in victims:
            return False
        await device.under_way(fault.wait)
        for process in victims:
            if process is None or not process.is_running():
                return False
            process.kill()
        if fault.more:
            device.write()
        return True

    async def _drop(self, device: Device, fault: Fault) -> bool:
        device.wire.break_within(up=fault.up, part=fault.part)
        device.write()
        try:
            await asyncio.wait_for(device.wire.broken.wait(), 10)
        except TimeoutError:
            return False
        if fault.more:
            device.write()
        return True

    async def _cut(self, devices: Sequence[Device], fault: Fault) -> None:
        for device in devices:
            device.wire.hold()
            device.write()
        await asyncio.sleep(fault.length)
        for device in devices:
            if fault.more:
                device.write()
            device.wire.let_go()

    # faults to everybody

    async def _spread(self, n: int, of: int) -> None:
        """Wait until so large a part of the small faults has gone by."""
        while len(self.small) > self._all * (1 - (n + 0.5) / of):
            await asyncio.sleep(0.05)

    async def _shake(self) -> None:
        for n, fault in enumerate(self.large):
            await self._spread(n, len(self.large))
            device = self.devices[n % len(self.devices)]
            struck = True
            if fault.kind == "server killed":
                await self._kill_server(device, fault)
            elif fault.kind == "disk full":
                struck = await self._fill_disk(fault)
                while not struck and self._attempts[fault] < ATTEMPTS:
                    self._attempts[fault] += 1
                    struck = await self._fill_disk(fault)
            else:
                await self._cut(self.devices, fault)
            self.trial.struck[fault.kind] += struck
            self.trial.missed[fault.kind] += not struck
            await asyncio.sleep(1)

    async def _kill_server(self, device: Device, fault: Fault) -> None:
        theirs = await asyncio.to_thread(self.ground.processes)
        await device.under_way(fault.wait)
        self.ground.kill()
        self.trial.left_behind += await asyncio.to_thread(self.ground.left_behind, theirs)
        if fault.more:
            for device in self.devices:
                device.write()
        await asyncio.sleep(fault.length)
        await asyncio.to_thread(self.ground.start)
        await self.trial.examine()

    async def _fill_disk(self, fault: Fault) -> bool:
        kernels = [device.page.kernel for device in self.devices]
        try:
            struck = await asyncio.to_thread(self.ground.fill, kernels)
            for device in self.devices:
                device.write()
            await asyncio.sleep(fault.length)
        finally:
            await asyncio.to_thread(self.ground.free)
        return struck

    # faults beside the pages

    async def _write(self) -> None:
        for n, fault in enumerate(self.direct):
            await self._spread(n, len(self.direct))
            struck = await self._strike_writer(fault)
            while not struck and self._attempts[fault] < ATTEMPTS:
                self._attempts[fault] += 1
                struck = await self._strike_writer(fault)
            self.trial.struck[fault.kind] += struck
            self.trial.missed[fault.kind] += not struck

    async def _strike_writer(self, fault: Fault) -> bool:
        if fault.kind == "clock jump":
            return not await self._send_writer(2, jump=fault.jump)
        if fault.up:
            return await self._send_writer(4, dies=1 + int(fault.part * 4))
        return await self._send_writer(40, killed=fault.part * 0.1)

    async def _finish_writing(self) -> None:
        while self._unfinished:
            await self._send_writer(0)

    async def _send_writer(
        self, n: int, jump: float = 0.0, dies: int | None = None, killed: float | None = None
    ) -> bool:
        """Let a process write what the last one left and `n` new lines; True when some were left
        by this one too."""
        lines, self._unfinished = self._unfinished, []
        for _ in range(n):
            self._begun += 1
            text = f"{self._begun}: asked before anything was decided ({self.writer.id})"
            principle = library.PRINCIPLES[self._begun // 150 % 6]
            body = {"table": WRITERS_TABLE, "principle": principle, "text": text}
            lines.append((secrets.token_hex(8), body))
        task = _writer.Task(str(self.ground.database), self.writer, lines, jump, dies, killed)
        outcome = await asyncio.to_thread(_writer.run, task)
        if outcome.trouble:
            self.trial.findings.broken.add(f"a writer ended with {outcome.trouble}")
        self._unfinished = []
        for change, body in lines:
            if change in outcome.begun:
                self.trial.ledger.send(change, self.writer.session, str(body["text"]))
                if change not in outcome.written:
                    self._unfinished.append((change, body))
        self.trial.ledger.taken |= set(outcome.written)
        return len(outcome.written) < len(lines)


async def trial(n: int, seed: int, ground: Ground) -> Trial:
    """Start the server, let every fault happen, and examine what is left."""
    faults = drawn(n, seed)
    found = Trial(ground, n)
    await asyncio.to_thread(ground.start)
    saying = asyncio.create_task(found.keep_saying())
    for first in range(0, n, AT_ONCE):
        await Rooms(found, faults[first : first + AT_ONCE]).run()
    saying.cancel()
    await found.examine()
    found.say()
    return found


def main(n: int, seed: int, *, disk: bool) -> int:
    logging.disable(logging.WARNING)  # tornado's about connections that were meant to break
    with tempfile.TemporaryDirectory() as folder:
        ground = Ground(Path(folder), disk=disk)
        try:
            done = asyncio.run(trial(n, seed, ground))
            if done.findings.lost or done.findings.broken:
                print(ground.said())
        finally:
            ground.stop()
    for sentence in (*done.stuck, *sorted(done.findings.broken)):
        print(f"found: {sentence}")
    for name in done.left_behind:
        print(f"found: still there five seconds after its server was killed: {name}")
    for kind, times in (+done.missed).items():
        print(f"could not be injected and is not counted: {kind}, {times} times")
    ledger, findings = done.ledger, done.findings
    result = {
        "faults": done.struck.total(),
        "by_kind": {kind: done.struck[kind] for kind in SHARES},
        "acknowledged": len(ledger.taken),
        "lost": len(findings.lost),
        "doubled": len(findings.doubled),
        "broken": len(findings.broken),
        "unacknowledged_left": len(ledger.sent.keys() - ledger.taken - ledger.refused),
        "refused": dict(done.refused),
        "refused_but_kept": len(findings.kept),
        "sent_again": done.sent_again,
        "loaded_again_by_hand": len(done.stuck),
        "processes_left_behind": len(done.left_behind),
        "seed": seed,
        "seconds": round(time.monotonic() - done.begun, 1),
    }
    print(json.dumps(result))
    return 1 if findings.lost or findings.doubled or findings.broken else 0


def arguments() -> argparse.Namespace:
    words = argparse.ArgumentParser(prog="python -m facilitator bench faults")
    words.add_argument("--n", type=int, default=1000, help="how many faults (default: 1000)")
    words.add_argument("--seed", type=int, default=1, help="what they are drawn from (default: 1)")
    words.add_argument("--disk", action="store_true", help=argparse.SUPPRESS)
    return words.parse_args()


if __name__ == "__main__":
    told = arguments()
    mounting = None if told.disk else own_mounts()
    if mounting:
        sys.exit(subprocess.call([*mounting, sys.executable, *sys.argv, "--disk"]))
    if not told.disk:
        print("no disk can be mounted here: a limit on the size of files stands for a full one")
    sys.exit(main(told.n, told.seed, disk=told.disk))
