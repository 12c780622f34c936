import gc

import pytest

from digest.core.collector import uncollected


def test_collector_rests_and_runs_again_even_after_an_error() -> None:
    with pytest.raises(KeyError):
        _fail_uncollected()

    assert gc.isenabled()


@uncollected()
def _fail_uncollected() -> None:
    assert not gc.isenabled()
    raise KeyError


def test_collector_that_rests_already_is_not_woken_from_within() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()

    assert gc.isenabled()
