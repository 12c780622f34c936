"""Copies of pictures: the publisher's own, cut and made light for their places in a mail."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from digest.core.article import Picture


class Pictures(StrEnum):
    """Where the pictures of an edition's mails come from."""

    SERVE = "serve"
    """Copies, from our own server: no publisher learns who opens the mail."""
    LINK = "link"
    """Their publishers' servers."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A file that mails show, ready to be served."""

    body: bytes
    kind: str
    """As the file's name ends: jpg or png."""
    width: int
    height: int

    @property
    def name(self) -> str:
        """Named for what is in it, so that a name never shows anything else."""
        return f"{hashlib.sha256(self.body).hexdigest()[:32]}.{self.kind}"


@dataclass(frozen=True, slots=True)
class Copies:
    """A picture as the top story shows it, and as the others do."""

    hero: PictureFile
    thumb: PictureFile


@dataclass(frozen=True, slots=True)
class Shown:
    """A copy where it is served."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Served:
    """What stands for a picture: both copies, or for want of them the publisher's own."""

    hero: Shown | Picture
    thumb: Shown | Picture


def address_key(url: str) -> str:
    """What the address of a picture is filed under: addresses may be too long for an index."""
    return hashlib.sha256(url.encode()).hexdigest()
