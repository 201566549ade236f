"""Stops the PostgreSQL of a test run that was killed: started beside it, woken when the run is gone for any reason."""

import contextlib
import os
import shutil
import signal
import sys
import time
from pathlib import Path


def main(folder: Path) -> None:
    sys.stdin.read()  # ends when the process that holds the other end does, however it ends
    process = folder / "data" / "postmaster.pid"
    with contextlib.suppress(OSError, ValueError):
        os.kill(int(process.read_text().split()[0]), signal.SIGINT)
        for _ in range(100):
            if not process.exists():
                break
            time.sleep(0.1)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
