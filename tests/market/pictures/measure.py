"""Run by a test in a small process of its own: a folder of pictures in; out, a line of JSON for each.

`python -m tests.market.pictures.measure FOLDER [free]` says what each was answered and what its child took, as the
system counted it: the memory of a big process's child would begin with its parent's. `free` is the control, the same
child without limits. What came out clean lies beside what went in.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from market.pictures import pipeline

FREE = (
    "import sys; sys.path.append({folder!r}); import child; child.take_little = lambda: None; child.main(sys.argv[1:])"
)
took: dict[str, float] = {}


def run_and_count(command: list[str], *, input: bytes, env: dict[str, str], **_: Any) -> Any:
    """Stand in for `subprocess.run`, and note what the child took."""
    began = time.monotonic()
    with TemporaryFile() as sent:
        sent.write(input)
        sent.seek(0)
        child = subprocess.Popen(  # noqa: S603
            command, stdin=sent, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env
        )
        assert child.stdout
        answer = child.stdout.read()
    _pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    took["seconds"] = time.monotonic() - began
    took["cpu"] = used.ru_utime + used.ru_stime
    took["megabytes"] = used.ru_maxrss / 1024
    return subprocess.CompletedProcess(command, child.returncode, answer, b"")


def measured(path: Path) -> dict[str, Any]:
    took.clear()
    try:
        clean = pipeline.clean_picture(path.read_bytes())
    except pipeline.UnusablePicture as unusable:
        return {"name": path.name, "words": str(unusable), **took}
    path.with_suffix(".clean").write_bytes(clean.content)
    return {"name": path.name, "words": "", **took}


if __name__ == "__main__":
    pipeline.subprocess.run = run_and_count  # type: ignore[assignment]
    if "free" in sys.argv:
        folder = str(Path(pipeline.__file__).parent)
        pipeline.CHILD[:] = [sys.executable, "-I", "-c", FREE.format(folder=folder)]
    for path in sorted(Path(sys.argv[1]).glob("*.sent")):
        sys.stdout.write(json.dumps(measured(path)) + "\n")
