"""Start processes, tell what they say, and end every one of them, whatever happens first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

SECONDS_TO_FINISH = 15.0
REMEMBERED_LINES = 25


class ProcessEnded(Exception):
    """A process that should have gone on (or gone well) ended; the text says which one, how, and its last words."""


def say(text: str) -> None:
    """Write one line for the person at the terminal."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@dataclass
class Child:
    """One process in a session of its own, its words kept in `<logs>/<name>.log`."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    logs: Path
    is_quiet: bool = False
    process: subprocess.Popen[bytes] = field(init=False)
    last_words: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED_LINES))

    def start(self) -> None:
        """Start the process; a session of its own keeps the terminal's Ctrl-C away from it."""
        self.logs.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(  # noqa: S603 (our own commands only)
            list(self.command),
            cwd=self.folder,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def has_ended(self) -> bool:
        """Has it ended?"""
        return self.process.poll() is not None

    def ask_to_end(self) -> None:
        """Ask the first process to finish what it does (SIGTERM); it tells its own children."""
        if self.process.poll() is None:
            self.process.terminate()

    def end(self, seconds: float) -> None:
        """Wait for it, then end whatever is left of its session."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=max(seconds, 0.1))
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._listener.join(timeout=2)

    def complaint(self) -> str:
        """Return which process ended, how, and what it said last."""
        lines = "".join(f"\n    {line}" for line in self.last_words) if self.is_quiet else ""
        log = self.logs / f"{self.name}.log"
        return f"{self.name} ended with code {self.process.returncode}. All it said is in {log}{lines}"

    def _listen(self) -> None:
        with (self.logs / f"{self.name}.log").open("ab") as log:
            for raw in self.process.stdout or ():
                log.write(raw)
                log.flush()
                line = raw.decode(errors="replace").rstrip()
                self.last_words.append(line)
                if line and not self.is_quiet:
                    say(f"{self.name:>8} | {line[:200]}")


@dataclass
class Supervisor:
    """Several children that live and end together."""

    environment: Mapping[str, str]
    folder: Path
    logs: Path
    is_quiet: bool = False
    children: list[Child] = field(default_factory=list)

    def start(self, name: str, *command: str) -> Child:
        """Start one more child with this interpreter (`command` follows `python`)."""
        arguments = [sys.executable, *command]
        child = Child(name, arguments, self.environment, self.folder, self.logs, self.is_quiet)
        self.children.append(child)
        child.start()
        return child

    def finish(self, *children: Child) -> None:
        """Wait until these children are done; ProcessEnded when one of them fails."""
        for child in children:
            while not child.has_ended():
                time.sleep(0.05)
            self.children.remove(child)
            child.end(1)
            if child.process.returncode:
                raise ProcessEnded(child.complaint())

    def check(self) -> None:
        """Raise ProcessEnded when one of the children is no longer there."""
        for child in self.children:
            if child.has_ended():
                child.end(1)
                raise ProcessEnded(child.complaint())

    def wait_until(self, is_ready: Callable[[], bool], *, seconds: float, what: str) -> None:
        """Wait for `is_ready`; ProcessEnded when a child ends first or the time is up."""
        deadline = time.monotonic() + seconds
        while not is_ready():
            self.check()
            if time.monotonic() > deadline:
                raise ProcessEnded(f"{what} did not happen within {seconds:.0f} s. See {self.logs}")
            time.sleep(0.1)

    def watch(self) -> None:
        """Stay until a child ends (ProcessEnded) or a signal interrupts."""
        while True:
            self.check()
            time.sleep(0.25)

    def stop(self) -> None:
        """End every child: ask all at once, wait, then insist."""
        for child in self.children:
            child.ask_to_end()
        deadline = time.monotonic() + SECONDS_TO_FINISH
        for child in self.children:
            child.end(deadline - time.monotonic())
        self.children.clear()


def _leave(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


def heed_signals() -> None:
    """Let SIGTERM, SIGHUP and Ctrl-C unwind this process, so that what it started is ended on the way out."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts background jobs with it ignored
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)


@contextmanager
def ending_them_all(supervisor: Supervisor) -> Iterator[Supervisor]:
    """Heed signals; end every child on the way out and let nothing cut that short."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    heed_signals()
    try:
        yield supervisor
    finally:
        for number in before:
            signal.signal(number, signal.SIG_IGN)
        supervisor.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
