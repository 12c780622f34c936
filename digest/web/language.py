"""Which language a page speaks: what was clicked, what was clicked before, or what the browser asks for."""

from babel import negotiate_locale
from fastapi import Request, Response

from digest.locale import LANGUAGES

NAMES = {"fr": "Français", "en": "English"}
_COOKIE = "digest-language"
_A_YEAR = 365 * 24 * 60 * 60


def choose_language(request: Request) -> str:
    """`?lang=`, else the cookie, else what the browser prefers of ours, else the first of ours."""
    for chosen in (request.query_params.get("lang"), request.cookies.get(_COOKIE)):
        if chosen in LANGUAGES:
            return chosen
    return negotiate_locale(_accepted(request), LANGUAGES, sep="-") or LANGUAGES[0]


def remember_language(request: Request, response: Response, *, secure: bool) -> None:
    """Keep what was clicked; a page that nobody chose a language on sets no cookie."""
    if (chosen := request.query_params.get("lang")) in LANGUAGES:
        response.set_cookie(_COOKIE, chosen, max_age=_A_YEAR, secure=secure, httponly=True, samesite="lax")


def _accepted(request: Request) -> list[str]:
    """The languages of Accept-Language (RFC 9110 section 12.5.4), the most wanted first."""
    ranked: list[tuple[float, str]] = []
    for item in request.headers.get("accept-language", "").split(",")[:20]:
        tag, _, parameter = item.strip().partition(";")
        quality = _quality(parameter.strip().removeprefix("q="))
        if quality > 0:
            ranked.append((quality, tag.strip()))
    return [tag for _, tag in sorted(ranked, key=lambda pair: -pair[0])]


def _quality(text: str) -> float:
    try:
        return float(text or "1")
    except ValueError:
        return 0.0
