"""What a test needs from the machine: missing, it is skipped here and a failure where everything must run."""

import os

import pytest


def skip_unless(condition: object, reason: str) -> None:
    """Skip the test with `reason` unless `condition` holds; fail it if DIGEST_REQUIRE_ALL is 1."""
    if condition:
        return
    if os.environ.get("DIGEST_REQUIRE_ALL") == "1":
        pytest.fail(f"DIGEST_REQUIRE_ALL=1, but {reason}", pytrace=False)
    pytest.skip(reason)
