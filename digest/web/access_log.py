"""The access log without the tokens: whoever reads it must not be able to unsubscribe our readers."""

import logging
import re

_TOKEN = re.compile(r"/(u|confirm)/[^/?\s]+")


class MaskTokens(logging.Filter):
    """Takes the token out of the path of a request with a link of a mail, in uvicorn's access records."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask `record`; it is always kept."""
        if isinstance(record.args, tuple):
            record.args = tuple(_masked(value) for value in record.args)
        return True


def _masked(value: object) -> object:
    return _TOKEN.sub(r"/\1/***", value) if isinstance(value, str) else value
