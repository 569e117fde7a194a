"""`make bench`: the benchmark table, when there is one."""

from __future__ import annotations

import sys

sys.stdout.write("No benchmark yet: the table beside stock Oscar comes with the work on speed.\n")
