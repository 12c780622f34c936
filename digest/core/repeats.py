"""Repeats: stories that a reader has had in the mails of other editions, and gets no second time."""

from collections.abc import Iterable, Set

from digest.core.story import Story


def traces(stories: Iterable[Story]) -> frozenset[int]:
    """What `stories` are known by in other issues: their ids, and those of all their articles and texts.

    Editions whose windows begin half an hour apart may know one event by two ids, and tell it by two
    articles; the articles that they have in common give it away, as they do within one edition.
    """
    ids: set[int] = set()
    for story in stories:
        ids.add(story.id)
        for article in story.articles:
            ids.update((article.id, article.text_id))
    return frozenset(ids)


def is_repeat(story: Story, had: Set[int]) -> bool:
    """Whether whoever has had stories of these traces has had `story`.

    One that has moved on is news again, unless the very article that now tells it has been had.
    """
    if story.update_of:
        return story.lead.id in had or story.lead.text_id in had
    return not had.isdisjoint(traces((story,)))
