"""How jupyter_client gets its kernels from us: the provisioner that `kernel.json` names."""

from __future__ import annotations

import asyncio
import os
import time
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import List, Unicode

from facilitator.forks.owner import ForkError, can_fork, parent_for

BIND_SECONDS = 2.0


class ForkProvisioner(LocalProvisioner):
    """Forks kernels where that is safe, and starts them in the ordinary way where it is not.

    `preload` names the modules that the parent imports once for all its kernels.
    """

    preload = List(Unicode(), config=True)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        if not can_fork():
            return await super().launch_kernel(cmd, **kwargs)
        env = dict(kwargs.get("env") or os.environ)
        cwd = os.fspath(kwargs.get("cwd") or os.getcwd())
        try:
            argv = cmd[cmd.index("ipykernel_launcher") + 1 :]
            parent = parent_for(self.preload)
            process = await asyncio.to_thread(parent.fork, argv, env, cwd)
        except (ForkError, ValueError) as error:
            self.log.warning("a kernel starts in the ordinary way: %s", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process = process  # type: ignore[assignment]
        self.pid = self.pgid = process.pid  # it leads a group of its own
        self.cwd = cwd  # type: ignore[assignment]
        await self._bound()
        return self.connection_info

    async def _bound(self) -> None:
        """Wait until the kernel's sockets are there: who connects too early waits 0.1 s longer."""
        info: Any = self.connection_info
        if info.get("transport") != "ipc":
            return
        last = f"{info['ip']}-{info['hb_port']}"  # the heartbeat's is bound last
        until = time.monotonic() + BIND_SECONDS
        while not os.path.exists(last) and time.monotonic() < until:
            await asyncio.sleep(0.005)
