from hypothesis import given
from hypothesis import strategies as st

from digest.core.rendering import Slot, join_pieces
from digest.render.environment import html_environment
from digest.render.pieces import OPEN_SLOTS, decode_pieces
from digest.render.plan import make_plan
from digest.render.steps import Step, Values

CONSTANTS = frozenset({"name", "yes", "email"})
VALUES = frozenset({"title", "sections", "items", "more"})
NOBODY = {Slot.EMAIL: "", Slot.UNSUBSCRIBE_URL: ""}


def a_plan(source: str) -> Step:
    return make_plan(html_environment(), source, constants=CONSTANTS, values=VALUES)


def written(step: Step, values: Values) -> str:
    out: list[bytes | Slot] = []
    step.write(dict(values), out)
    return decode_pieces(out, NOBODY)


TEMPLATES = st.sampled_from(
    [
        "a{{ title }}b{{ name }}c{{ title|upper }}{{ more }}",
        "{% for item in items %}{{ loop.index }}{{ item.text }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{% for item in items %}{% for part in item.parts %}{{ loop.index }}{{ part }}{{ loop.last }}{% endfor %};"
        "{{ loop.first }}{% endfor %}",
        "{% for section, items in sections %}<{{ section }}>{% for item in items %}{{ item.text }}{{ title }}"
        "{% endfor %}{{ loop.index }}{{ section }}{% endfor %}",
        "{% if items %}[{% for item in items %}{{ item.text }}{% endfor %}]{% else %}none{% endif %}",
        "{% if yes %}{% for item in items %}{{ item.text }}{% endfor %}{% endif %}{{ email }}",
        "{% for item in items if item.parts %}{{ item.text }}{% else %}nothing{% endfor %}",
        "{% if items and more %}{% for item in items %}{{ item.text }}{% endfor %}{% elif more %}m{% endif %}",
        "{% for item in items|reverse %}{{ item.text }}{% endfor %}",
    ]
)


class Item:
    """Compared by identity, as views are."""

    def __init__(self, text: str, parts: list[str]) -> None:
        self.text, self.parts = text, tuple(parts)


ITEMS = st.lists(st.builds(Item, st.text("a<&é"), st.lists(st.text("xy", max_size=2), max_size=2)), max_size=4)


@given(
    source=TEMPLATES,
    items=ITEMS.map(tuple),
    titles=st.lists(st.text("a<é \n"), min_size=1, max_size=3),
    more=st.booleans(),
)
def test_plan_means_what_jinja_means(source: str, items: tuple[Item, ...], titles: list[str], more: bool) -> None:
    constants = {"name": "N & N", "yes": True, "email": ""}
    plan = a_plan(source).bind(constants)
    template = html_environment().from_string(source)

    for title in titles:
        chosen = items[: len(title)]
        sections = (("S<1>", chosen), ("S2", items))
        values = constants | {"title": title, "items": chosen, "sections": sections, "more": more}
        assert written(plan, values).split() == template.render(values).split()


def test_plan_renders_a_cell_once_for_each_value() -> None:
    asked: list[str] = []

    class Asked:
        @property
        def text(self) -> str:
            asked.append("text")
            return "t"

    item = Asked()
    plan = a_plan("{% for item in items %}{{ item.text }}{% endfor %}").bind({})

    assert [written(plan, {"items": (item,) * n}) for n in (1, 2, 3)] == ["t", "tt", "ttt"]
    assert asked == ["text"]


def test_plan_forgets_between_issues() -> None:
    plan = a_plan("{{ name }} {{ title }}")

    first, second = (plan.bind({"name": name}) for name in ("A", "B"))

    assert written(first, {"name": "A", "title": "x"}) == "A x"
    assert written(second, {"name": "B", "title": "x"}) == "B x"


def test_plan_leaves_slots_open_wherever_they_stand() -> None:
    plan = a_plan('<a href="?{{ email }}">{% if more %}{{ email }}{% endif %}</a>').bind(OPEN_SLOTS)
    out: list[bytes | Slot] = []

    plan.write({**OPEN_SLOTS, "more": False}, out)

    assert join_pieces(out) == (b'<a href=3D"?=\r\n', Slot.EMAIL, b'">=\r\n</a>=\r\n')
