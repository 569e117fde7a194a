"""No test is left out unseen: where CI runs the suite, a skip or an expected failure fails the run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TESTS = {
    "skipped": "import pytest\n\ndef test_a(): pytest.skip('no')\n",
    "marked as skipped": "import pytest\n\n@pytest.mark.skip\ndef test_a(): pass\n",
    "expected to fail": "import pytest\n\n@pytest.mark.xfail\ndef test_a(): assert False\n",
    "not failing as expected": "import pytest\n\n@pytest.mark.xfail\ndef test_a(): pass\n",
    "skipped with its file": "import pytest\n\npytest.importorskip('no_such_module')\n\ndef test_a(): pass\n",
}


def run(folder: Path, text: str, *more: str, ci: str) -> subprocess.CompletedProcess[str]:
    """Run one file of tests, and one test that passes, apart from this suite's settings and database."""
    (folder / "test_it.py").write_text(text)
    (folder / "test_good.py").write_text("def test_good(): pass\n")
    (folder / "pytest.ini").write_text("[pytest]\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CI": ci, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    apart = ("-p", "xdist", "-p", "no:cacheprovider")
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", "-p", "tests.left_out", *apart, *more],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("text", TESTS.values(), ids=TESTS.keys())
def test_it_fails_the_run_where_ci_is_set(tmp_path: Path, text: str) -> None:
    result = run(tmp_path, text, ci="true")

    assert result.returncode == pytest.ExitCode.TESTS_FAILED, result.stdout
    assert "Left out, which CI does not take: test_it.py" in result.stdout


def test_it_takes_a_whole_run_where_ci_is_set(tmp_path: Path) -> None:
    assert run(tmp_path, "def test_a(): pass\n", ci="true").returncode == pytest.ExitCode.OK


@pytest.mark.parametrize("kind", ["skipped", "expected to fail", "skipped with its file"])
def test_it_fails_the_run_that_several_processes_share(tmp_path: Path, kind: str) -> None:
    result = run(tmp_path, TESTS[kind], "-n", "2", ci="true")

    assert result.returncode == pytest.ExitCode.TESTS_FAILED, result.stdout
    assert "Left out, which CI does not take: test_it.py" in result.stdout


@pytest.mark.parametrize("processes", ["0", "2"])
def test_it_counts_what_was_deselected(tmp_path: Path, processes: str) -> None:
    result = run(tmp_path, "def test_a(): pass\n", "-k", "good", "-n", processes, ci="true")

    assert result.returncode == pytest.ExitCode.OK, result.stdout
    assert "1 passed, 1 deselected in" in result.stdout


def test_it_lets_a_developer_leave_one_out(tmp_path: Path) -> None:
    assert run(tmp_path, TESTS["skipped"], ci="").returncode == pytest.ExitCode.OK


def test_it_watches_this_suite(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.pluginmanager.has_plugin("tests.left_out")
