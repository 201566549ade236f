"""`tuntas demo` as a process of its own, on a folder of its own."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")


class Demonstration:
    """The real service, startable, killable and startable again on the same port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = 0

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Return once it says where it listens."""
        command = [sys.executable, "-m", "bot", "demo", "--data", str(self._folder), "--port", str(self._port)]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603 - ours
        assert self._process.stderr is not None
        said = []
        for line in self._process.stderr:
            said.append(line)
            address = _ADDRESS.search(line)
            if address:
                self._port = int(address[1])
                return
        raise AssertionError(f"The demo did not start:\n{''.join(said)}")

    def kill(self) -> None:
        """SIGKILL: no goodbye."""
        self._process.kill()
        self._process.communicate()


@contextmanager
def demonstrating(folder: Path) -> Iterator[Demonstration]:
    """The demo, for as long as a test lasts."""
    demonstration = Demonstration(folder)
    demonstration.start()
    try:
        yield demonstration
    finally:
        demonstration.kill()
