"""Letter words: what each letter says, in the language of its edition."""

from collections.abc import Callable
from dataclasses import dataclass

from digest.core.country import country_name
from digest.core.edition import Edition, Silence
from digest.core.letter import Letter, LetterKind
from digest.core.subscriber import Choice
from digest.locale.days import day_of
from digest.render.wording import Wording


@dataclass(frozen=True, slots=True)
class DetailView:
    """One line of facts: what it is, and what it says."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """All that a letter says besides its frame; the first paragraph stands beside the subject in a list."""

    subject: str
    heading: str
    paragraphs: tuple[str, ...]
    action: str = ""
    """On the button."""
    details: tuple[DetailView, ...] = ()
    note: str = ""


def word_letter(letter: Letter, edition: Edition, wording: Wording) -> Words:
    """The words of `letter`."""
    return _WORDS[letter.kind](letter, edition, wording)


def _confirm(_letter: Letter, edition: Edition, wording: Wording) -> Words:
    _, name = wording.say, wording.typeset(edition.name)
    schedule = wording.schedule(edition.cadence)
    return Words(
        subject=_("Confirm your subscription to “%(edition)s”", edition=name),
        heading=_("One more click"),
        paragraphs=(
            _(
                "We were asked to send “%(edition)s” to this address, %(schedule)s.",
                edition=name,
                schedule=schedule,
            ),
        ),
        action=_("Confirm the subscription"),
        note=_("If you did not ask for it, do nothing: no mail follows, and the address is erased after a week."),
    )


def _welcome(letter: Letter, edition: Edition, wording: Wording) -> Words:
    _, name = wording.say, wording.typeset(edition.name)
    schedule = wording.schedule(edition.cadence)
    return Words(
        subject=_("Welcome to “%(edition)s”", edition=name),
        heading=_("Welcome"),
        paragraphs=(
            _("From now on you receive “%(edition)s”, %(schedule)s.", edition=name, schedule=schedule),
            _("To be sure that it arrives, add %(sender)s to your contacts.", sender=edition.sender.address),
        ),
        action=_("Change what I receive"),
        details=_view_choice(letter.choice or Choice(), wording),
        note=_("You can pause or leave at any time, with the links at the foot of each mail."),
    )


def _goodbye(_letter: Letter, edition: Edition, wording: Wording) -> Words:
    _, name = wording.say, wording.typeset(edition.name)
    return Words(
        subject=_("You no longer receive “%(edition)s”", edition=name),
        heading=_("Goodbye"),
        paragraphs=(_("As you asked, we no longer send “%(edition)s” to this address.", edition=name),),
        action=_("Come back"),
        note=_("A message that was on its way already may still arrive."),
    )


def _preferences(_letter: Letter, edition: Edition, wording: Wording) -> Words:
    _, name = wording.say, wording.typeset(edition.name)
    return Words(
        subject=_("Your link to “%(edition)s”", edition=name),
        heading=_("Your link"),
        paragraphs=(_("Here you choose, pause or end what you receive of “%(edition)s”.", edition=name),),
        action=_("Open my preferences"),
        note=_("If you did not ask for this link, do nothing: nobody else has got it."),
    )


def _ready(letter: Letter, edition: Edition, wording: Wording) -> Words:
    subject = wording.say("Ready to approve: %(issue)s", issue=_issue(letter, edition, wording))
    paragraph = wording.say("The issue is built and waits for your approval.")
    return _notice(letter, edition, wording, subject, wording.say("Ready to approve"), paragraph)


def _held(letter: Letter, edition: Edition, wording: Wording) -> Words:
    subject = wording.say("Held: %(issue)s", issue=_issue(letter, edition, wording))
    paragraph = wording.say("The issue is held and is not sent before somebody lets it go on.")
    return _notice(letter, edition, wording, subject, wording.say("The issue is held"), paragraph)


def _unapproved(letter: Letter, edition: Edition, wording: Wording) -> Words:
    subject = wording.say("Nobody has approved: %(issue)s", issue=_issue(letter, edition, wording))
    match edition.on_silence:
        case Silence.HOLD:
            paragraph = wording.say("The issue is not sent before somebody has approved it.")
        case Silence.SEND:
            paragraph = wording.say("If nobody does, it is sent as it stands when it is due.")
        case Silence.SEND_SAFE:
            paragraph = wording.say("If nobody does, it is sent without what editors changed when it is due.")
    return _notice(letter, edition, wording, subject, wording.say("Nobody has approved it"), paragraph)


def _stopped(letter: Letter, edition: Edition, wording: Wording) -> Words:
    subject = wording.say("Stopped: %(issue)s", issue=_issue(letter, edition, wording))
    paragraph = wording.say("The issue was being sent when it was stopped; whoever had not got it yet does not.")
    return _notice(letter, edition, wording, subject, wording.say("The issue was stopped"), paragraph)


def _unasked(letter: Letter, edition: Edition, wording: Wording) -> Words:
    subject = wording.say("Sent without approval: %(issue)s", issue=_issue(letter, edition, wording))
    paragraph = wording.say("Nobody had approved the issue in time, so it was sent, as its edition wants it.")
    return _notice(letter, edition, wording, subject, wording.say("Sent without approval"), paragraph)


def _failed(letter: Letter, edition: Edition, wording: Wording) -> Words:
    subject = wording.say("Failed: %(issue)s", issue=_issue(letter, edition, wording))
    paragraph = wording.say("The issue could not be built or sent. It is tried again until it is too late.")
    return _notice(letter, edition, wording, subject, wording.say("The issue needs you"), paragraph)


def _notice(
    letter: Letter, edition: Edition, wording: Wording, subject: str, heading: str, paragraph: str
) -> Words:
    """A letter to an editor about one issue: which, when it is due, why, and where to go."""
    _ = wording.say
    details = [DetailView(_("Edition:"), wording.typeset(edition.name))]
    if letter.day:
        details.append(DetailView(_("Issue:"), wording.date(letter.day)))
        details.append(DetailView(_("Due:"), wording.due(edition.cadence)))
    if letter.reason:
        details.append(DetailView(_("Reason:"), wording.typeset(letter.reason)))
    return Words(subject, heading, (paragraph,), _("Open the issue"), tuple(details))


def _issue(letter: Letter, edition: Edition, wording: Wording) -> str:
    name = wording.typeset(edition.name)
    return f"{name}, {day_of(letter.day, wording.language)}" if letter.day else name


def _view_choice(choice: Choice, wording: Wording) -> tuple[DetailView, ...]:
    _ = wording.say
    countries = ", ".join(country_name(code, wording.language) for code in choice.countries)
    categories = ", ".join(map(wording.category, choice.categories))
    return (
        DetailView(_("Your countries:"), countries or _("all countries")),
        DetailView(_("Your categories:"), categories or _("all categories")),
    )


_WORDS: dict[LetterKind, Callable[[Letter, Edition, Wording], Words]] = {
    LetterKind.CONFIRM: _confirm,
    LetterKind.WELCOME: _welcome,
    LetterKind.GOODBYE: _goodbye,
    LetterKind.PREFERENCES: _preferences,
    LetterKind.READY: _ready,
    LetterKind.HELD: _held,
    LetterKind.UNAPPROVED: _unapproved,
    LetterKind.STOPPED: _stopped,
    LetterKind.UNASKED: _unasked,
    LetterKind.FAILED: _failed,
}
