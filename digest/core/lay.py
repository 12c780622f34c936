"""Lay: what editors want, laid over what the ranking made of a window; scores and reasons stay as they are."""

from collections.abc import Iterator
from dataclasses import replace

from digest.core.article import Article, Picture
from digest.core.board import Board, Room
from digest.core.edits import Drop, Illustrate, Introduce, Part, Preheader, Rewrite, Subject
from digest.core.issue import Act, Content, Hand, Placement, Section, SlotKind
from digest.core.overrides import Overrides, Signed
from digest.core.pool import Pool
from digest.core.story import Exclusion, LeftOut, Story


def lay(content: Content, overrides: Overrides, pool: Pool) -> Content:
    """`content`, as editors want it: the same three values give the same content, always.

    `content` is what the ranking made; stories that it does not place come from its reserve and from `pool`. What
    is asked for a story that there is no more waits, and holds again as soon as the story is back.
    """
    if overrides.are_none:
        return content
    board = Board(content, pool)
    for signed in overrides.arranged:
        board.carry_out(signed)
    return _issue_texts(_set_out(content, board, _Words(board, overrides), pool), overrides)


def arrived(before: Content, after: Content) -> tuple[int, ...]:
    """The stories that a second build placed, or nearly did, and of which the first one knew no article."""
    known = {article.id for story in _stories(before) for article in story.articles}
    return tuple(story.id for story in _stories(after) if known.isdisjoint(a.id for a in story.articles))


def _stories(content: Content) -> Iterator[Story]:
    yield from (placement.story for placement in content.placements)
    yield from (left_out.story for left_out in content.reserve)


class _Words:
    """How editors want stories to read."""

    def __init__(self, board: Board, overrides: Overrides) -> None:
        self._own: dict[int, list[Signed]] = {}
        for signed in overrides.worded:
            if isinstance(signed.command, Rewrite | Illustrate):
                story = board.resolve(signed.command.story)
                self._own.setdefault(story or 0, []).append(signed)

    def tell(self, placement: Placement) -> Placement:
        """`placement` as it is to read."""
        told = placement
        # A picture before what stands for it.
        for signed in sorted(self._own.get(placement.story.id, ()), key=_is_text):
            told = _worded(told, signed)
        return told if told.story == placement.story else replace(told, before=placement.story)


def _is_text(signed: Signed) -> bool:
    return isinstance(signed.command, Rewrite)


def _worded(placement: Placement, signed: Signed) -> Placement:
    article = placement.story.lead
    match signed.command:
        case Rewrite(part=Part.TITLE, text=str(text)):
            return _retold(placement, replace(article, title=text), Hand(Act.TITLE, signed.by))
        case Rewrite(part=Part.TEASER, text=str(text)):
            return _retold(placement, replace(article, lead=text), Hand(Act.TEASER, signed.by))
        case Rewrite(part=Part.ALT, text=str(text)) if article.picture:
            picture = replace(article.picture, alt=text)
            return _retold(placement, replace(article, picture=picture), Hand(Act.ALT, signed.by))
        case Rewrite(part=Part.WHY, text=str(text)):
            return replace(placement, why=text, hands=(*placement.hands, Hand(Act.WHY, signed.by)))
        case Illustrate(article=chosen):
            shown = _picture(placement.story, chosen)
            return _retold(placement, replace(article, picture=shown), Hand(Act.PICTURE, signed.by))
    return placement


def _picture(story: Story, article: int | None) -> Picture | None:
    """The picture of that article of the story; one that has gone since leaves the story its own."""
    if article is None:
        return None
    return next((each.picture for each in story.articles if each.id == article), story.lead.picture)


def _retold(placement: Placement, article: Article, hand: Hand) -> Placement:
    return replace(placement, story=replace(placement.story, lead=article), hands=(*placement.hands, hand))


def _set_out(content: Content, board: Board, words: _Words, pool: Pool) -> Content:
    headlines = {plan.title for plan in pool.plans if plan.headlines}
    promises = {section.title: section.promise for section in content.sections}

    def place(story: int, slot: SlotKind) -> Placement:
        return words.tell(replace(board.known[story], slot=slot, hands=tuple(board.hands[story])))

    def section(room: Room) -> Section:
        is_list = room.title in headlines
        seen = [place(story, _slot(board.known[story].story, is_list)) for story in board.seen(room)]
        return Section(room.title, tuple(seen), promises.get(room.title))

    lead = board.lead
    sections = [section(room) for room in board.rooms]
    laid = replace(
        content,
        lead=None if lead is None else place(lead, SlotKind.LEAD),
        sections=tuple(each for each in sections if each.placements or each.promise),
    )
    reserve = tuple(_reserve(content, board, laid))
    return replace(laid, reserve=reserve, left_out=content.left_out + len(reserve) - len(content.reserve))


def _slot(story: Story, is_list: bool) -> SlotKind:
    return SlotKind.FEATURE if not is_list and (story.lead.lead or story.lead.picture) else SlotKind.BRIEF


def _reserve(content: Content, board: Board, laid: Content) -> Iterator[LeftOut]:
    """What editors took out, then what the ranking left out and nobody brought in."""
    for story, signed in board.out.items():
        placement = board.known[story]
        if isinstance(signed.command, Drop):
            because = tuple(text for text in (signed.by, signed.command.reason) if text)
            yield LeftOut(placement.story, placement.score.points, Exclusion.DROPPED, because)
        else:
            yield LeftOut(placement.story, placement.score.points, Exclusion.HELD, (signed.by,))
    gone = {placement.story.id for placement in laid.placements} | board.out.keys()
    yield from (left_out for left_out in content.reserve if left_out.story.id not in gone)


def _issue_texts(content: Content, overrides: Overrides) -> Content:
    for signed in overrides.worded:
        match signed.command:
            case Subject(text=text):
                content = replace(content, subject=text)
            case Preheader(text=text):
                content = replace(content, preheader=text)
            case Introduce(text=text, signature=signature):
                content = replace(content, opening=text, signature=signature)
    return content
