"""The supervisor starts processes and ends every one of them, whatever happens first."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from market.demo import site
from market.demo.supervisor import ProcessEnded, Supervisor

ROOT = Path(__file__).resolve().parents[3]
FAMILY = (
    "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep({mark})']); {then}"
)
PARENT = """
import os, sys
from pathlib import Path
from market.demo.supervisor import Supervisor, ending_them_all
with ending_them_all(Supervisor(os.environ, Path.cwd(), Path(sys.argv[1]))) as supervisor:
    supervisor.start("family", "-c", sys.argv[2])
    supervisor.watch()
"""


@pytest.fixture
def supervisor(tmp_path: Path) -> Supervisor:
    return Supervisor(os.environ, ROOT, tmp_path / "log", is_quiet=True)


def living(mark: str) -> list[int]:
    """Return the processes whose command has this mark."""
    found = psutil.process_iter(["cmdline", "status"])
    return [p.pid for p in found if p.info["status"] != "zombie" and mark in " ".join(p.info["cmdline"] or [])]


def until(is_so: Callable[[], object], seconds: float = 20) -> bool:
    """Wait until it is so; return whether it came to be."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_it_ends_grandchildren_too(supervisor: Supervisor) -> None:
    supervisor.start("family", "-c", FAMILY.format(mark="4711.25", then="time.sleep(4711.25)"))
    assert until(lambda: len(living("4711.25")) >= 2)

    supervisor.stop()

    assert until(lambda: living("4711.25") == [])


def test_it_ends_what_will_not_hear(supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("market.demo.supervisor.SECONDS_TO_FINISH", 0.5)
    ignore = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN)"
    deaf = f"{ignore}; print('deaf', flush=True); time.sleep(4712)"
    child = supervisor.start("deaf", "-c", deaf)
    assert until(lambda: "deaf" in child.last_words)

    supervisor.stop()

    assert child.has_ended()


def test_it_says_which_process_ended_and_its_last_words(supervisor: Supervisor) -> None:
    supervisor.start("steady", "-c", "import time; time.sleep(4713)")
    supervisor.start("weak", "-c", "import sys; print('no more ink'); sys.exit(3)")

    with pytest.raises(ProcessEnded, match="weak ended with code 3") as ended:
        supervisor.watch()
    supervisor.stop()

    assert "no more ink" in str(ended.value)
    assert "no more ink" in (supervisor.logs / "weak.log").read_text()


def test_it_stops_waiting_when_a_process_ends(supervisor: Supervisor) -> None:
    supervisor.start("weak", "-c", "raise SystemExit(1)")

    with pytest.raises(ProcessEnded, match="weak"):
        supervisor.wait_until(lambda: False, seconds=30, what="Readiness")


def test_it_says_when_the_time_is_up(supervisor: Supervisor) -> None:
    with pytest.raises(ProcessEnded, match="Readiness did not happen within 0 s"):
        supervisor.wait_until(lambda: False, seconds=0.2, what="Readiness")


def test_it_reports_a_step_that_failed(supervisor: Supervisor) -> None:
    step = supervisor.start("step", "-c", "raise SystemExit('cannot do it')")

    with pytest.raises(ProcessEnded, match="cannot do it"):
        supervisor.finish(step)

    assert supervisor.children == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_leaves_nobody_behind_when_it_is_told_to_end(tmp_path: Path, number: int) -> None:
    mark = f"48{int(number)}.5"
    family = FAMILY.format(mark=mark, then=f"time.sleep({mark})")
    command = [sys.executable, "-c", PARENT, str(tmp_path), family]
    parent = subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # noqa: S603
    assert until(lambda: len(living(f"time.sleep({mark})")) >= 3)

    parent.send_signal(number)

    assert parent.wait(timeout=30) != 0
    assert until(lambda: living(f"time.sleep({mark})") == [])


def test_it_says_that_a_port_is_in_use_and_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(site.PortTaken, match=rf"Port {port} is in use.*make demo PORT="):
            site.require_free(port)


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"PORT": "eight"}, "PORT must be a number"),
        ({"PORT": "80"}, "PORT must be a number from 1024"),
        ({"SIZE": "huge"}, "SIZE must be small or full, not 'huge'"),
    ],
)
def test_it_refuses_a_wrong_choice_with_a_sentence(variables: dict[str, str], sentence: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "market.demo.run"],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert sentence in result.stdout
    assert "Traceback" not in result.stdout + result.stderr
