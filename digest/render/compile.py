"""Compile a mail template once: MJML and Jinja in, HTML and Jinja out.

What readers get never passes through the two engines. They see tokens where the content will stand:
that is faster by far, and it is safer, because mrml corrupts attributes (it writes U+00A0 as `\\u{a0}`)
and premailer drops whatever is nested deeper than about 256 elements.
"""

import logging
import re
from html import unescape
from itertools import pairwise

from jinja2 import Environment

from digest.core.errors import InvalidInput
from digest.render.lean import lean
from digest.render.scan import TOKEN, Scanned, scan
from digest.render.source import Source

_INLINE = "/*inline*/"
_INLINE_STYLE = re.compile(r"""<mj-style\s+inline\s*=\s*["']inline["']\s*>""")
_PADDING = re.compile(r'(?<![\w-])((?:inner-)?)padding="([^"]+)"')
_SHORT_COLOUR = re.compile(r'(color="#)([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])"')
_OTHER_SHEETS = re.compile(rf"<style(?![^>]*>{re.escape(_INLINE)})")
_IGNORE = ' data-premailer="ignore"'
_NOT_TEXT = re.compile(r"""<style\b.*?</style>|<!--.*?-->|<(?:"[^"]*"|'[^']*'|[^'">])*>""", re.S)


def compile_mail(environment: Environment, source: Source) -> str:
    """The HTML template that `source` (MJML) describes.

    InvalidTemplate names file and line of each mistake; InvalidInput says what got lost on the way.
    """
    scanned = scan(environment, source)
    name = source.name
    html = _to_html(scanned.mjml, name)
    inlined = _inline(html, name)
    _check_tokens(inlined, scanned, name)
    _check_text(html, inlined, name)
    return scanned.restore(lean(inlined))


def normalise(mjml: str) -> str:
    """Work round what mrml does not do.

    It leaves a padding of several values out of its sums of widths, expands no short colours and inlines
    no style. In attributes it writes characters outside ASCII, and the backslash, in the way of Rust.
    """
    mjml = _PADDING.sub(_spell_out_padding, mjml)
    mjml = _SHORT_COLOUR.sub(r'\1\2\2\3\3\4\4"', mjml)
    mjml = _INLINE_STYLE.sub(rf"\g<0>{_INLINE}", mjml)
    return mjml.replace("\\", "&#92;").encode("ascii", "xmlcharrefreplace").decode()


def _spell_out_padding(match: re.Match[str]) -> str:
    values = match[2].split()
    if match[1] or len(values) == 1:
        return match[0]
    top, right, bottom, left = (values * 2)[:4] if len(values) == 2 else (*values, values[1])[:4]
    return (
        f'{match[0]} padding-top="{top}" padding-right="{right}" padding-bottom="{bottom}" padding-left="{left}"'
    )


def _to_html(mjml: str, name: str) -> str:
    from mjml import mjml2html  # noqa: PLC0415  (only a compiler needs it)

    try:
        return str(mjml2html(normalise(mjml), fonts={}))  # without fonts={} it links to Google Fonts
    except ValueError as error:
        raise InvalidInput(f"{name} is not MJML: {error}.") from error


def _inline(html: str, name: str) -> str:
    """Our own sheet moves into style attributes; every other sheet stays as it is."""
    import cssutils  # noqa: PLC0415  (these take 150 ms to import)
    from premailer import Premailer  # noqa: PLC0415

    cssutils.log.setLevel(logging.CRITICAL)
    body = _OTHER_SHEETS.sub(f"<style{_IGNORE}", html.removeprefix("<!doctype html>"))
    try:
        inlined = Premailer(
            body,
            allow_network=False,
            strip_important=False,
            keep_style_tags=False,
            disable_validation=True,
            disable_leftover_css=True,
            align_floating_images=False,
            disable_basic_attributes=["width", "height", "align", "valign"],
            cache_css_parsing=True,
        ).transform(pretty_print=False)
    except Exception as error:  # premailer lets whatever lxml and cssutils raise through
        raise InvalidInput(f"The styles of {name} cannot be inlined: {error}.") from error
    return "<!DOCTYPE html>" + str(inlined).replace(_IGNORE, "")  # premailer drops the doctype


def _check_tokens(html: str, scanned: Scanned, name: str) -> None:
    """Every construct has to be there still; statements once each, and in their order."""
    tokens = [(int(match[1] or match[2]), bool(match[1])) for match in TOKEN.finditer(html)]
    found = {number for number, _ in tokens}
    lost = [construct for number, construct in enumerate(scanned.constructs) if number not in found]
    if lost:
        raise InvalidInput(f"{name}: MJML lost {lost[0]}; move it to where text or an element may stand.")
    statements = [number for number, is_statement in tokens if is_statement]
    for before, after in pairwise(statements):
        if after <= before:
            raise InvalidInput(f"{name}: MJML moved or repeated {scanned.constructs[after]}; put it elsewhere.")


def _check_text(before: str, after: str, name: str) -> None:
    if _text(before) != _text(after):
        raise InvalidInput(f"{name}: text got lost in inlining; its elements are nested too deep.")


def _text(html: str) -> str:
    """The text of a document, and the statements among it."""
    return "".join(unescape(_NOT_TEXT.sub("", html)).split())
