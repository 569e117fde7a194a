"""With CI in the environment a run fails when a test was left out: skipped, or expected to fail."""

from __future__ import annotations

import os

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
