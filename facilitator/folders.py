"""Whether a data folder can hold a journal that several processes write to."""

from __future__ import annotations

from pathlib import Path

import psutil

from exercises.journal.store import JournalError

NETWORK = {"nfs", "nfs4", "cifs", "smb", "smbfs", "smb3", "afpfs", "webdav", "davfs", "9p", "sshfs"}
SYNCHRONISED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "box sync")


def check(folder: Path) -> None:
    """Raise JournalError when `folder` is on a network or synchronised drive: there the database's
    write-ahead log fails, and lines would be lost."""
    path = folder.expanduser().absolute()
    if str(path).startswith(("\\\\", "//")):
        raise JournalError(f"{path} is on a network drive; name a folder of this machine (--data)")
    for part in path.parts:
        if part.lower().startswith(SYNCHRONISED):
            raise JournalError(
                f"{path} is in {part}, which copies files while they are written; "
                "name a folder of this machine (--data)"
            )
    kind = _file_system(path)
    if kind in NETWORK:
        raise JournalError(
            f"{path} is on a network drive ({kind}); name a folder of this machine (--data)"
        )


def _file_system(path: Path) -> str:
    """The kind of file system that `path` is on, as the system names it."""
    mounts = sorted(psutil.disk_partitions(all=True), key=lambda m: -len(m.mountpoint))
    for mount in mounts:
        if path.is_relative_to(mount.mountpoint):
            return mount.fstype.lower().removeprefix("fuse.")
    return ""
