"""Pages: the templates of the web door, in each language that it speaks."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from digest.locale import LANGUAGES, words
from digest.web.language import NAMES

_PACKAGE = Path(__file__).parents[1]


class Pages:
    """Renders the pages; their stylesheet lies beside them."""

    def __init__(self) -> None:
        packed = _PACKAGE / "templates"
        shipped = packed if packed.is_dir() else _PACKAGE.parent / "templates"  # a wheel, or a checkout
        self._environments = {language: _environment(shipped / "web", language) for language in LANGUAGES}
        self.static = shipped / "web" / "static"

    def render(self, name: str, language: str, **views: object) -> str:
        """The page `name` in `language`."""
        return self._environments[language].get_template(f"{name}.html.j2").render(**views)


def _environment(folder: Path, language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.install_gettext_translations(words(language), newstyle=True)  # type: ignore[attr-defined]
    environment.globals["language"] = language
    environment.globals["other_languages"] = [(code, name) for code, name in NAMES.items() if code != language]
    return environment
