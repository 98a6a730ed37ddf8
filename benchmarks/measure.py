"""Runs commands as whole processes and reads what the operating system says they cost."""

import os
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Cost(NamedTuple):
    """What one finished command took: seconds of CPU (children included), of the clock, MiB."""

    cpu: float
    wall: float
    memory: float
    code: int


def measure(command: Sequence[str], folder: str = ".") -> Cost:
    """Runs a command once, its output thrown away; memory is that of its largest process."""
    start = os.times()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = os.times().elapsed - start.elapsed
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, process.returncode)


def medians(commands: Mapping[str, Sequence[str]], runs: int, folder: str = ".") -> dict[str, Cost]:
    """The median cost of each command over `runs` rounds; in each round every command runs once,
    so that a machine that slows down slows down all of them. A first round is not counted."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for round_number in range(runs + 1):
        for name, command in commands.items():
            cost = measure(command, folder)
            if round_number:
                costs[name].append(cost)
    return {
        name: Cost(
            statistics.median(cost.cpu for cost in of_one),
            statistics.median(cost.wall for cost in of_one),
            max(cost.memory for cost in of_one),
            of_one[-1].code,
        )
        for name, of_one in costs.items()
    }


def machine() -> str:
    """The machine in one line."""
    import platform

    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {system}, Python {platform.python_version()}"
