"""digest demo: see the whole way once, with nothing to set up."""

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli.arguments import clock
from digest.cli.terminal import AsJson, say, show, show_json
from digest.core.errors import InvalidInput, Unavailable

if TYPE_CHECKING:
    from digest.demo.run import Shown
    from digest.newsroom import Newsroom


def demo(
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Serve the desk and the mailbox at the end.")
    ] = True,
    port: Annotated[int, typer.Option(help="Port of the desk; another one if it is taken.")] = 8800,
    keep: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder for what it makes; a new one.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the whole way, from sources to a mailbox, with a fictional newsroom and no network."""
    from digest.demo.run import demo_settings, run_demo
    from digest.mail.mailbox import Mailbox
    from digest.wiring import open_newsroom

    folder, port = _make_folder(keep), _free_port(port)
    with Mailbox(folder / "mailbox") as mailbox:
        settings = demo_settings(folder, port=port, smtp_port=mailbox.port)
        with open_newsroom(settings) as newsroom:
            shown = run_demo(newsroom, folder, clock=clock, tell=_tell)
            _report(shown, folder, port, serve=serve, as_json=as_json)
            if serve:
                _serve(newsroom, folder, port)


def _make_folder(keep: Path | None) -> Path:
    import tempfile

    if keep is None:
        return Path(tempfile.mkdtemp(prefix="digest-demo-"))
    if keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        raise InvalidInput(f"{keep} is not an empty folder; the demo needs one of its own (--keep DIR).")
    try:
        keep.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"{keep} cannot be made: {error.strerror}.") from error
    return keep.resolve()


def _free_port(wanted: int) -> int:
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise Unavailable("No port is free on 127.0.0.1.")


def _tell(name: str, result: str, seconds: float) -> None:
    say(f"  ✓ {name:<10} {result:<72} {seconds:4.1f} s")


def _report(shown: "Shown", folder: Path, port: int, *, serve: bool, as_json: bool) -> None:
    if as_json:
        show_json(_as_table(shown, folder, port, serve))
        return
    html, text, message = shown.files
    for label, what in (("Page", html), ("Text", text), ("Message", message), ("Mailbox", folder / "mailbox")):
        show(f"  {label:<10} {what}")
    if serve:
        from digest.demo.run import EDITOR

        show(f"  Desk       http://127.0.0.1:{port}/   sign in as {EDITOR} with {shown.password}")
        show(f"  Mailbox    http://127.0.0.1:{port}/mailbox")
        show("  Ctrl-C stops it; everything stays in the folder above.")


def _as_table(shown: "Shown", folder: Path, port: int, serve: bool) -> dict[str, Any]:
    from dataclasses import asdict

    import digest
    from digest.demo.run import EDITOR

    tally = shown.sent.tally
    return {
        "package": Path(digest.__file__).parent,
        "folder": folder,
        "issue": f"{shown.edition.key}/{shown.date}",
        "articles": shown.articles,
        "stories": len(shown.issue.content.placements),
        "findings": [asdict(finding) for finding in shown.findings],
        "deliveries": {"targeted": tally.targeted, **asdict(tally)},
        "files": list(shown.files),
        "mailbox": folder / "mailbox",
        "desk": {"url": f"http://127.0.0.1:{port}/", "email": EDITOR, "password": shown.password}
        if serve
        else None,
    }


def _serve(newsroom: "Newsroom", folder: Path, port: int) -> None:
    from digest.demo.corpus import PICTURES
    from digest.demo.run import PICTURES_PATH
    from digest.web.app import create_app
    from digest.web.mailbox import add_mailbox
    from digest.web.server import run

    app = create_app(newsroom, clock=clock, secure_cookies=False)
    add_mailbox(app, folder / "mailbox", pictures=PICTURES, pictures_path=PICTURES_PATH)
    run(app, host="127.0.0.1", port=port)
