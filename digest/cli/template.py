"""digest template: themes, and the templates of an operator."""

from pathlib import Path
from typing import Annotated

import typer

from digest.cli.arguments import clock
from digest.cli.exits import Exit
from digest.cli.terminal import AsJson, say, show, show_json, show_table
from digest.core.edition import DEFAULT_THEME

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Templates: what mails look like.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The theme.")]


@app.command()
def new(name: Name) -> None:
    """Make a theme: a folder with a theme.toml and one part, both with comments."""
    from digest.render.theme_files import make_theme
    from digest.settings import load_settings

    for path in make_theme(load_settings().templates, name):
        show(str(path))
    say(f'An edition takes it with theme = "{name}" in its file; see it first: digest template preview {name}')


@app.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List the themes, every template of each, where it comes from, and whose it replaces."""
    from dataclasses import asdict

    from digest.core.errors import DigestError
    from digest.render.theme_files import TemplateFile, template_files
    from digest.render.themes import open_themes
    from digest.settings import load_settings

    themes = open_themes(load_settings().templates)
    files: list[TemplateFile] = []
    for key in themes.names():
        try:
            files += template_files(themes, key)
        except DigestError as error:  # one theme that cannot be used hides no other
            say(f"{key}: {error}")
    if as_json:
        show_json([asdict(file) for file in files])
        return
    columns = ("theme", "template", "from", "instead of", "file")
    show_table(columns, ((file.theme, file.name, file.origin, file.replaces, file.path) for file in files))


@app.command()
def check(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="The theme; without it, all.")] = None,
    as_json: AsJson = False,
) -> int:
    """Compile every template of a theme and fill it: each mistake with its file, its line and what to do."""
    from dataclasses import asdict, replace

    from digest.demo.sample import try_themes
    from digest.render.theme_check import check_theme
    from digest.render.themes import open_themes
    from digest.settings import load_settings

    themes = open_themes(load_settings().templates)
    found = {key: check_theme(themes, key) for key in ([name] if name else themes.names())}
    if whole := [key for key, checked in found.items() if not checked.errors]:
        refused = try_themes(themes.own, whole, now=clock())
        found |= {key: replace(found[key], errors=(f"theme “{key}”: {words}",)) for key, words in refused.items()}
    if as_json:
        show_json({key: asdict(checked) for key, checked in found.items()})
    for key, checked in found.items():
        if not as_json:
            for kind, told in (("error", checked.errors), ("warning", checked.warnings)):
                for words in told:
                    show(f"{kind}: {words}")
        say(f"{key}: {len(checked.errors)} to mend, {len(checked.warnings)} to look at.")
    return Exit.FINDINGS if any(checked.errors for checked in found.values()) else Exit.OK


@app.command()
def eject(
    part: Annotated[str, typer.Argument(metavar="PART", help="Such as parts/lead.mjml.j2, or lead.")],
    theme: Annotated[str | None, typer.Option(metavar="NAME", help="Copy it into a theme of yours.")] = None,
) -> None:
    """Copy a template that is shipped into your folder; from then on yours is used."""
    from digest.render.theme_files import eject as copy
    from digest.render.themes import open_themes
    from digest.settings import load_settings

    show(str(copy(open_themes(load_settings().templates), part, theme=theme)))


@app.command()
def preview(
    name: Name = DEFAULT_THEME,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for the files; preview-NAME unless you say.")
    ] = None,
) -> None:
    """Show the demo's issue in a theme: issue.html, its pictures, and issue.txt."""
    from digest.demo.sample import write_sample
    from digest.settings import load_settings

    folder = out or Path(f"preview-{name}")
    for path in write_sample(folder, load_settings().templates, name, now=clock()):
        show(str(path))
