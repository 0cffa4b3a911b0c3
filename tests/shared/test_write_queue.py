"""Writers of one SQLite file take turns; nobody waits in vain while others come and go."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

from sqlalchemy import Engine

from shared.database import engine_for
from tests.support.databases import Sqlite

CLERKS, TIMES, HOLD = 12, 5, 0.01


def test_who_came_first_is_served_first(sqlite: Sqlite) -> None:
    engine, served = sqlite.fresh("schema").execution_options(writing=True), []

    def write(number: int) -> None:
        with engine.begin():
            served.append(number)

    with engine.begin():
        threads = [Thread(target=write, args=[number]) for number in range(CLERKS)]
        for thread in threads:
            thread.start()
            time.sleep(0.02)  # each stands in line before the next one comes
    for thread in threads:
        thread.join()
    assert served == list(range(CLERKS))


def waits_of(engine: Engine, waits: list[float]) -> None:
    """One who writes again and again, as fast as the turns come."""
    for _ in range(TIMES):
        begin = time.perf_counter()
        with engine.execution_options(writing=True).begin():
            waits.append(time.perf_counter() - begin)
            time.sleep(HOLD)


def test_among_many_writers_all_wait_alike(sqlite: Sqlite) -> None:
    engine, waits = sqlite.fresh("schema"), [[] for _ in range(CLERKS)]
    threads = [Thread(target=waits_of, args=[engine, waits_of_one]) for waits_of_one in waits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    later = [wait for waits_of_one in waits for wait in waits_of_one[1:]]
    assert max(later) < 3 * sum(later) / len(later)


def write_until(url: str, signal: str) -> None:
    """A process that leaves no moment between two transactions, until a file appears."""
    engine = engine_for(url).execution_options(writing=True)
    while not Path(signal).exists():
        with engine.begin():
            time.sleep(HOLD)


def test_another_process_gets_its_turn_too(sqlite: Sqlite, tmp_path: Path) -> None:
    engine, signal = sqlite.fresh("schema").execution_options(writing=True), tmp_path / "enough"
    code = f"from {__name__} import write_until; write_until({str(engine.url)!r}, {str(signal)!r})"
    greedy = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    turn = Path(f"{engine.url.database}-turn")
    while not turn.exists():
        assert [process.poll() for process in greedy] == [None, None]
        time.sleep(0.05)
    begin = time.perf_counter()
    for _ in range(20):
        with engine.begin():
            pass
    waited = time.perf_counter() - begin
    signal.touch()
    assert [process.wait() for process in greedy] == [0, 0]
    assert waited < 20 * 0.5
