"""With CI in the environment a run fails when a test was left out: skipped, or expected to fail.

Where several processes share the tests (pytest-xdist), the one that speaks for them all also says how many were
deselected, which it does not learn by itself.
"""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any

import pytest

LEFT_OUT = ("skipped", "xfailed", "xpassed")


def _left_out(config: pytest.Config) -> list[str]:
    """Return the tests and files that were left out, or nothing where that may be."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("CI"):
        return []
    return [report.nodeid for outcome in LEFT_OUT for report in reporter.stats.get(outcome, [])]


def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.exitstatus == pytest.ExitCode.OK and _left_out(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name in _left_out(terminalreporter.config):
        terminalreporter.write_line(f"Left out, which CI does not take: {name}", red=True)


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        if hasattr(item.config, "workeroutput"):
            item.config.workeroutput.setdefault("deselected", []).append(item.nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Note what a process deselected; each of them deselects the same."""
    reporter = node.config.pluginmanager.get_plugin("terminalreporter")
    deselected = getattr(node, "workeroutput", {}).get("deselected")
    if reporter is not None and deselected:
        reporter.stats["deselected"] = [SimpleNamespace(nodeid=name) for name in deselected]
