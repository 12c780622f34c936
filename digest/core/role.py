"""Role: what somebody who signs in may do, one small table."""

from enum import StrEnum


class Act(StrEnum):
    """Something that not everybody may do."""

    READ = "read"
    """See issues, with their preview and their reasons."""
    PROPOSE = "propose"
    """Write another headline or teaser for an editor to take."""
    EDIT = "edit"
    """Build an issue, and change what it says."""
    TEST = "test"
    """Send an issue to one’s own address."""
    HOLD = "hold"
    APPROVE = "approve"
    STOP = "stop"
    """End a sending, and let it go on."""
    SEE_READERS = "see_readers"
    """See subscribers with their addresses masked."""
    SEE_ADDRESSES = "see_addresses"
    """See and change subscribers with their whole addresses."""
    SET_UP = "set_up"
    """Change editions, sources and settings."""
    STAFF = "staff"
    """Say who signs in and with which role, and give out tokens."""


class Role(StrEnum):
    """What somebody is in the newsroom."""

    READER = "reader"
    REPORTER = "reporter"
    EDITOR = "editor"
    CHIEF = "chief"
    OPERATOR = "operator"
    OWNER = "owner"

    def may(self, act: Act) -> bool:
        """Whether this role allows `act`."""
        return act in _ALLOWED[self]


_READER = frozenset({Act.READ})
_REPORTER = _READER | {Act.PROPOSE}
_EDITOR = _REPORTER | {Act.EDIT, Act.TEST, Act.HOLD, Act.SEE_READERS}
_CHIEF = _EDITOR | {Act.APPROVE, Act.STOP}
_OPERATOR = _READER | {Act.HOLD, Act.STOP, Act.SEE_READERS, Act.SEE_ADDRESSES, Act.SET_UP}
_ALLOWED: dict[Role, frozenset[Act]] = {
    Role.READER: _READER,
    Role.REPORTER: _REPORTER,
    Role.EDITOR: _EDITOR,
    Role.CHIEF: _CHIEF,
    Role.OPERATOR: _OPERATOR,
    Role.OWNER: frozenset(Act),
}
