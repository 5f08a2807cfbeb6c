"""What work may cost, whatever else the machine does meanwhile."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_GENEROUS: Final = 30


@contextmanager
def bounded_work(seconds: float = _GENEROUS) -> Iterator[None]:
    """Fail where what is done takes more of the processor than *seconds*; waiting for it does not count.

    What these tests are for grows with the square of a file or worse, and would take hours: a bound far above what is
    usual tells that as surely as a narrow one, on a slow machine too.
    """
    begun = time.process_time()
    yield
    assert time.process_time() - begun < seconds
