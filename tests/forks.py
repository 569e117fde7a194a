"""Work in a process of its own that starts at once, as Django is set up already, and may be killed at any moment."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable

from django.db import connections

FAILED = 3


def fork(work: Callable[[], object], *, in_own_group: bool = False) -> int:
    """Do the work in a forked process; return its id. It leaves by itself with 0, or with FAILED after an error."""
    connections.close_all()
    sys.stdout.flush()
    child = os.fork()
    if in_own_group:
        os.setpgid(child, 0)  # both do so: whoever is first, the group is there
    if child:
        return child
    status = FAILED
    try:
        work()
        status = 0
    except BaseException:  # noqa: BLE001  (nothing of this process may run on into the tests' own)
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def end_of(child: int) -> int:
    """Wait for a process; return its exit code, negative when a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
