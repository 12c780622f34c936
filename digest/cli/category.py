"""digest category: the taxonomy, and what sources call their sections."""

from typing import Annotated

import typer

from digest.cli.arguments import clock
from digest.cli.terminal import AsJson, say, show_json, show_table

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Categories: of articles, and by source.")

CategoryName = Annotated[str, typer.Argument(metavar="CATEGORY", help="A category, as “list” shows them.")]
LabelName = Annotated[str, typer.Argument(metavar="LABEL", help="As “unmapped” shows it.")]
OneSource = Annotated[str | None, typer.Option("--source", metavar="KEY", help="Only for this source.")]


@app.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List the categories, as your readers call them: the first level of the IPTC Media Topics, and your own."""
    from digest.core.category import QCODES
    from digest.db import categories
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store, store.reading() as session:
        names = categories.names(session)
    rows = [
        {
            "category": category,
            "fr": names.of(category, "fr"),
            "en": names.of(category, "en"),
            "iptc": QCODES.get(names.topic(category), ""),
            "under": names.topic(category) if names.find_own(category) else "",
        }
        for category in names.categories
    ]
    if as_json:
        show_json(rows)
    else:
        show_table(list(rows[0]), (list(row.values()) for row in rows))


@app.command()
def add(
    key: Annotated[str, typer.Argument(metavar="KEY", help="What files and options call it: a-z, 0-9, hyphens.")],
    fr: Annotated[str, typer.Option("--fr", metavar="NAME", help="The name in French.")],
    en: Annotated[str, typer.Option("--en", metavar="NAME", help="The name in English.")],
    under: Annotated[
        str | None,
        typer.Option("--under", metavar="TOPIC", help="Topic of the IPTC that it is a part of: code and colour."),
    ] = None,
) -> None:
    """Add a category of your own: for articles that are labelled so from now on, and wherever one is chosen."""
    from digest.core.own_category import OwnCategory
    from digest.desk.naming import add_category
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        names = add_category(store, OwnCategory(key, fr, en, under))
    say(f"{key} is “{names.of(key, 'fr')}” in French and “{names.of(key, 'en')}” in English.")


@app.command()
def remove(
    category: CategoryName,
    into: Annotated[
        str | None,
        typer.Option("--into", metavar="CATEGORY", help="What its articles, labels and subscriptions name then."),
    ] = None,
) -> None:
    """Remove a category that you added; issues that were approved stay as they are."""
    from digest.desk.removal import remove_category
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        moved = remove_category(store, category, into=into).in_words
    say(
        f"{category} is removed; {into} takes over {moved}."
        if moved
        else f"{category} is removed; nothing named it."
    )


@app.command()
def rename(
    category: CategoryName,
    fr: Annotated[str | None, typer.Option("--fr", metavar="NAME", help="The name in French.")] = None,
    en: Annotated[str | None, typer.Option("--en", metavar="NAME", help="The name in English.")] = None,
) -> None:
    """Choose what your readers call a category, in issues that are built from now on."""
    from digest.core.errors import InvalidInput
    from digest.desk.naming import rename_category
    from digest.settings import load_settings
    from digest.wiring import open_store

    if fr is None and en is None:
        raise InvalidInput("Say what the category is called: --fr NAME, --en NAME, or both.")
    with open_store(load_settings()) as store:
        names = rename_category(store, category, fr=fr, en=en)
    say(f"{category} is “{names.of(category, 'fr')}” in French and “{names.of(category, 'en')}” in English.")


@app.command()
def reset(category: CategoryName) -> None:
    """Give a category back the names that it came with."""
    from digest.desk.naming import reset_category
    from digest.settings import load_settings
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        names = reset_category(store, category)
    say(f"{category} is “{names.of(category, 'fr')}” in French and “{names.of(category, 'en')}” in English.")


@app.command()
def unmapped(source: OneSource = None, as_json: AsJson = False) -> None:
    """List what sources call their sections and nothing is known about, and how many recent articles wait."""
    from dataclasses import asdict

    from digest.settings import load_settings
    from digest.wire.mapping import list_waiting
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        waiting = [asdict(each) for each in list_waiting(store, source=source, now=clock())]
    if as_json:
        show_json(waiting)
    elif waiting:
        show_table(list(waiting[0]), (list(each.values()) for each in waiting))
    else:
        say("Every label is known or decided about.")


@app.command("map")
def map_one(
    label: LabelName,
    category: CategoryName,
    source: OneSource = None,
) -> None:
    """Decide which category a label stands for: for articles to come, and for those of the last 62 days."""
    from digest.settings import load_settings
    from digest.wire.mapping import REACH, map_label
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        mapped = map_label(store, label, category, source=source, now=clock())
    filed = f"{mapped.articles} {'article' if mapped.articles == 1 else 'articles'} of the last {REACH.days} days"
    say(f"“{label}” stands for {category}, for {_sources(mapped.sources)}; it filed {filed} anew.")


@app.command("unmap")
def unmap_one(label: LabelName, source: OneSource = None) -> None:
    """Take a decision back; articles that are taken in from now on are tagged as if it had never been."""
    from digest.settings import load_settings
    from digest.wire.mapping import unmap_label
    from digest.wiring import open_store

    with open_store(load_settings()) as store:
        count = unmap_label(store, label, source=source)
    say(f"“{label}” waits again, for {_sources(count)}; articles that it has filed keep their category.")


def _sources(count: int) -> str:
    return f"{count} {'source' if count == 1 else 'sources'}"
