"""What holds for all tests."""

import signal
from collections.abc import Callable, Iterator
from typing import Any

import pytest

_TAKEN: dict[signal.Signals, Callable[..., Any] | signal.Handlers] = {
    signal.SIGINT: signal.default_int_handler,
    signal.SIGHUP: signal.SIG_DFL,
}


@pytest.fixture(scope="session", autouse=True)
def _signals_are_heard() -> Iterator[None]:
    """Give back what a shell takes from tests in the background, and nohup too, and so from all that they start and stop."""
    before = {number: signal.getsignal(number) for number in _TAKEN}
    for number, handler in _TAKEN.items():
        if before[number] is signal.SIG_IGN:
            signal.signal(number, handler)
    yield
    for number, was in before.items():
        signal.signal(number, was)
