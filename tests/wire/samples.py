"""The sample files of the wire: small, fictional, in every form that can be read."""

from pathlib import Path

FOLDER = Path(__file__).parent.parent / "samples" / "wire"


def sample(name: str) -> bytes:
    return (FOLDER / name).read_bytes()
