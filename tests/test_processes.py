"""Several processes: the same bytes as one, and none of them left behind."""

import os
import signal
import subprocess
import sys
import time
from concurrent import futures
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.boilerplate.corpus import write_site
from benchmarks.boilerplate.generator import Generator
from lint_anp import cli
from lint_anp.corpus import compare
from lint_anp.processes import can_share, share_out
from lint_anp.site.crew import BATCH, FEWEST, judge_files
from lint_anp.site.site import Choice
from lint_anp.site.sites import Sites

POSTS = 300
"""More than are judged in one process, and in several batches."""

WAITS = """
import os, sys, time
from lint_anp.processes import share_out
def work(part):
    os.write(1, b"%d\\n" % part)  # at once, as the other one writes there, too
    time.sleep({seconds})
try:
    list(share_out(work, range(2), 2))
except KeyboardInterrupt:
    sys.exit(130)
"""

needs_fork = pytest.mark.skipif(not can_share(), reason="no process can hold what another one does")


@pytest.mark.parametrize("style", ["json", "human", "sarif"])
def test_any_number_of_processes_gives_the_same_bytes(
    style: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generator = Generator(POSTS, 1)
    write_site(lambda: iter(generator), tmp_path / "site")
    monkeypatch.setattr(compare, "CHUNK", 1_000)
    reports = []
    for jobs in "123":
        report = tmp_path / jobs
        options = ["--no-index", "--format", style, "--jobs", jobs, "--output-file", str(report)]
        assert cli.run_cli(["check", str(tmp_path / "site"), *options]) == 1
        reports.append(report.read_bytes())
    assert reports[0] == reports[1] == reports[2] != b""


def test_parts_come_back_in_their_order() -> None:
    factor = 3
    assert list(share_out(lambda part: part * factor, range(50), 2)) == list(range(0, 150, 3))


@needs_fork
def test_an_error_of_another_process_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(share_out(lambda part: 1 // part, [1, 0], 2))


@needs_fork
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind(sent: signal.Signals) -> None:
    seconds = 1 if sent == signal.SIGINT else 60
    script = WAITS.format(seconds=seconds)
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert {process.stdout.readline(), process.stdout.readline()} == {b"0\n", b"1\n"}
        if sent == signal.SIGINT:
            os.killpg(process.pid, sent)  # as a terminal does
        else:
            process.send_signal(sent)
        assert process.wait(timeout=20) == (130 if sent == signal.SIGINT else -sent)
        assert process.stdout.read() == b""  # the end comes when no process holds the pipe
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("a process goes on")


def test_no_more_processes_are_started_than_there_are_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []

    class Pool(futures.ProcessPoolExecutor):
        def __init__(self, jobs: int, **settings: Any) -> None:
            started.append(jobs)
            super().__init__(jobs, **settings)

    monkeypatch.setattr(futures, "ProcessPoolExecutor", Pool)
    files = [str(tmp_path / f"{number}.md") for number in range(FEWEST)]
    for file in files:
        Path(file).write_text("---\ntitle: A\n---\n")
    choice = Choice(date(2026, 1, 1))
    judged = list(judge_files(files, Sites(choice), choice, 99))
    assert [one.path for one in judged] == files
    assert started == [-(-FEWEST // BATCH)]
