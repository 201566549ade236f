"""Small disks of memory that can be filled up and made read-only; root alone may have them, and only on Linux."""

import contextlib
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


class Disk:
    """A mounted file system of a few megabytes."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fill(self) -> None:
        """Leave no room at all."""
        with (self.path / "ballast").open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"\0" * 4096)

    def make_room(self) -> None:
        """Take the ballast away again."""
        (self.path / "ballast").unlink()

    def make_read_only(self) -> None:
        """Allow no writing."""
        _run("mount", "-o", "remount,ro", str(self.path))

    def make_writable(self) -> None:
        """Allow it again."""
        _run("mount", "-o", "remount,rw", str(self.path))


@contextlib.contextmanager
def small_disk(path: Path, megabytes: int) -> Iterator[Disk]:
    """Mount it there; the test is skipped where that is not allowed."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting a small disk needs root on Linux")
    path.mkdir()
    try:
        _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(path))
    except subprocess.CalledProcessError:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield Disk(path)
    finally:
        _run("umount", "--lazy", str(path))


class PulledDisk:
    """A disk with a file system of its own, which can be pulled out while it is written to."""

    def __init__(self, image: Path, path: Path) -> None:
        self.path = path
        self._image = image

    def put_in(self) -> None:
        """Mount it."""
        _run("mount", "-o", "loop", str(self._image), str(self.path))

    def take_out(self) -> None:
        """Unmount it, once nobody has a file open there."""
        _run("umount", str(self.path))

    def pull(self) -> None:
        """From now on nothing can be read or written that is not in memory (EXT4_IOC_SHUTDOWN)."""
        import fcntl

        folder = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, 0x8004587D, struct.pack("I", 2))
        finally:
            os.close(folder)


@contextlib.contextmanager
def pulled_disk(folder: Path) -> Iterator[PulledDisk]:
    """Make and mount it; the test is skipped where that is not allowed."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mkfs.ext4") is None:
        pytest.skip("a disk that can be pulled out needs root and mkfs.ext4 on Linux")
    disk = PulledDisk(folder / "image", folder / "pulled")
    try:
        with (folder / "image").open("wb") as image:
            image.truncate(64_000_000)
        _run("mkfs.ext4", "-q", str(folder / "image"))
        disk.path.mkdir()
        disk.put_in()
    except subprocess.CalledProcessError:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield disk
    finally:
        _run("umount", "--lazy", str(disk.path))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own words
