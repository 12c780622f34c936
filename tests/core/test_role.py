"""Roles: the table of who may do what, written out."""

from digest.core.role import Act, Role

TABLE = """
              reader reporter editor chief operator owner
read             x      x       x      x      x       x
propose          .      x       x      x      .       x
edit             .      .       x      x      .       x
test             .      .       x      x      .       x
hold             .      .       x      x      x       x
approve          .      .       .      x      .       x
stop             .      .       .      x      x       x
see_readers      .      .       x      x      x       x
see_addresses    .      .       .      .      x       x
set_up           .      .       .      .      x       x
staff            .      .       .      .      .       x
"""


def test_roles_allow_what_the_table_says() -> None:
    head, *rows = (line.split() for line in TABLE.strip().splitlines())
    allowed = [[act, *("x" if Role(role).may(Act(act)) else "." for role in head)] for act, *_ in rows]

    assert allowed == rows
    assert ([row[0] for row in rows], head) == (list(Act), list(Role))
