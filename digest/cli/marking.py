"""digest article mark: an editor says how much an article matters."""

from typing import Annotated

import typer

from digest.cli.terminal import say


def mark_article(
    article: Annotated[str, typer.Argument(metavar="ID|URL", help="As “list” shows it.")],
    mark: Annotated[str, typer.Argument(metavar="MARK", help="top, important, normal or low.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so.")] = "command line",
) -> None:
    """Say how much an article matters: in issues built from now on its story stands higher, or lower."""
    from digest.desk.marking import mark_article as put
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        title = put(store, article, mark, by=by)
    say(f"“{title}” is marked {mark}.")
