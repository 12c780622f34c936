"""digest story: editors say which articles tell one story, and which do not."""

from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.arguments import clock
from digest.cli.terminal import AsJson, say, show_json, show_table

if TYPE_CHECKING:
    from digest.db.ties import Named, Said

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Stories: what an editor says of grouping.")

_Article = Annotated[str, typer.Argument(metavar="ID|URL", help="As “article list” shows it.")]
_By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")]
_SOMEBODY = "command line"


@app.command()
def same(
    articles: Annotated[
        list[str], typer.Argument(metavar="ID|URL ID|URL...", help="Two or more, as “article list” shows them.")
    ],
    by: _By = _SOMEBODY,
) -> None:
    """Say that articles tell one story: they stand together in issues built from now on, whatever their words."""
    from digest.desk.ties import join_articles
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        named = join_articles(store, articles, by=by, now=clock())
    say(f"One story: {_titles(named)}.")


@app.command()
def apart(one: _Article, other: _Article, by: _By = _SOMEBODY) -> None:
    """Say that two articles do not tell one story: they never stand together in issues built from now on."""
    from digest.desk.ties import part_articles
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        named = part_articles(store, one, other, by=by, now=clock())
    say(f"Not one story: {_titles(named)}.")


@app.command()
def untie(one: _Article, other: _Article) -> None:
    """Take back what was said of two articles: their words decide again."""
    from digest.desk.ties import untie_articles
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        named = untie_articles(store, one, other)
    say(f"Their words decide again: {_titles(named)}.")


@app.command()
def ties(as_json: AsJson = False) -> None:
    """List what was said of articles, the newest first."""
    from dataclasses import asdict

    from digest.db.ties import every
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store, store.reading() as session:
        found = every(session)
    if as_json:
        show_json([asdict(said) | {"verdict": said.verdict.value} for said in found])
        return
    show_table(("verdict", "first", "second", "by", "at"), map(_cells, found))
    if not found:
        say("Nobody has tied any articles; “digest story same” and “digest story apart” do.")


def _titles(named: "list[Named]") -> str:
    return ", ".join(f"“{article.title}” ({article.id})" for article in named)


def _cells(said: "Said") -> tuple[str, ...]:
    return (
        said.verdict.value,
        f"{said.first_id} {said.first_title}",
        f"{said.second_id} {said.second_title}",
        said.by,
        f"{said.at:%Y-%m-%d %H:%M}",
    )
