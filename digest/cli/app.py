"""The command line as a list: every group, and every command at the top."""

import typer

from digest.cli import (
    article,
    bounce,
    category,
    check,
    db,
    delivery,
    demo,
    dkim,
    dossier,
    editing,
    edition,
    editor,
    engagement,
    evaluate,
    exchange,
    explain,
    issue,
    marking,
    send,
    serve,
    source,
    story,
    subscriber,
    template,
    token,
)

app = typer.Typer(
    name="digest",
    help="A self-hosted engine for daily news digests: collect, rank, render, deliver.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)

app.command()(demo.demo)
source.app.command("import")(exchange.import_sources)
source.app.command("export")(exchange.export_sources)
app.add_typer(source.app, name="source")
article.app.command("show")(dossier.show_article)
article.app.command("mark")(marking.mark_article)
article.app.command("export")(exchange.export_articles)
app.add_typer(article.app, name="article")
app.add_typer(story.app, name="story")
app.add_typer(category.app, name="category")
app.add_typer(edition.app, name="edition")
app.command()(issue.build)
app.command()(issue.preview)
app.command()(check.check)
app.command()(issue.approve)
app.command()(issue.unschedule)
app.command()(issue.hold)
app.command()(issue.stop)
app.command()(issue.resume)
app.command()(explain.explain)
app.command()(evaluate.evaluate)
editing.app.command("status")(delivery.status)
app.add_typer(editing.app, name="issue")
app.add_typer(engagement.app, name="engagement")
app.command()(send.send)
app.add_typer(delivery.app, name="delivery")
app.add_typer(bounce.app, name="bounce")
app.add_typer(subscriber.app, name="subscriber")
app.add_typer(template.app, name="template")
app.add_typer(editor.app, name="editor")
app.add_typer(token.app, name="token")
app.command()(serve.serve)
app.add_typer(dkim.app, name="dkim")
app.add_typer(db.app, name="db")
