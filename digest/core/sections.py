"""Which sections an issue has, and which of them a story may stand in."""

from collections.abc import Iterable

from digest.core.candidate import RankedStory
from digest.core.country import WORLD, country_name
from digest.core.edition import Edition, Grouping, SectionPlan
from digest.core.naming import OUR_NAMES, CategoryNames
from digest.core.story import Story


def plan_sections(
    edition: Edition, ranked: Iterable[RankedStory], names: CategoryNames = OUR_NAMES
) -> list[SectionPlan]:
    """The sections of an issue, in reading order: as listed by the edition, else one for each country or category.

    An edition without countries of its own has those of its stories, the country of the best story first.
    """
    if edition.sections:
        return list(edition.sections)
    if edition.grouping is Grouping.CATEGORY:
        categories = edition.categories or names.categories
        return [SectionPlan(names.of(c, edition.locale), categories=(c,)) for c in categories]
    codes = (*(edition.countries or _countries_of(ranked)), WORLD)
    return [_plan_country(code, edition) for code in codes]


def _plan_country(code: str, edition: Edition) -> SectionPlan:
    title, headlines = country_name(code, edition.locale), code == WORLD and edition.world_headlines
    return SectionPlan(title, countries=(code,), headlines=headlines)


def sections_of(story: Story, plans: Iterable[SectionPlan], edition: Edition) -> list[int]:
    """Places in `plans` of the sections that take `story`, those of its primary country first."""
    numbered = list(enumerate(plans))
    fitting = (
        number
        for code in story.lead.countries
        for number, plan in numbered
        if _takes_country(plan, code, edition) and (not plan.categories or story.lead.category in plan.categories)
    )
    return list(dict.fromkeys(fitting))


def is_home(plan: SectionPlan, edition: Edition) -> bool:
    """Whether a section is about the edition's own countries, and so has a place of its own in each issue."""
    return not plan.countries or any(_is_own(code, edition) for code in plan.countries)


def is_promised(plan: SectionPlan, edition: Edition) -> bool:
    """Whether readers expect a section in every issue: the edition lists it, or what it is about."""
    is_listed = any(c in edition.countries for c in plan.countries)
    return bool(edition.sections) or is_listed or any(c in edition.categories for c in plan.categories)


def _countries_of(ranked: Iterable[RankedStory]) -> dict[str, None]:
    return dict.fromkeys(code for each in ranked for code in each.story.lead.countries if code != WORLD)


def _takes_country(plan: SectionPlan, code: str, edition: Edition) -> bool:
    own = _is_own(code, edition)
    if not plan.countries:
        return own or edition.world
    return code in plan.countries or (not own and edition.world and WORLD in plan.countries)


def _is_own(code: str, edition: Edition) -> bool:
    return code in edition.countries if edition.countries else code != WORLD
