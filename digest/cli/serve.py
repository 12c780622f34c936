"""digest serve: the web door and the clock in one process."""

from typing import Annotated

import typer

from digest.cli.arguments import clock
from digest.cli.terminal import say


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8800,
    clock_too: Annotated[
        bool, typer.Option("--clock/--no-clock", help="Also build and send what is due (cron can do it instead).")
    ] = True,
) -> None:
    """Run the desk, the public pages and the clock, until interrupted."""
    from digest.settings import load_settings
    from digest.wiring import open_newsroom

    settings = load_settings()
    with open_newsroom(settings) as newsroom:
        from digest.scheduler import start_clock
        from digest.web.app import create_app
        from digest.web.server import run

        secure = settings.public_url.startswith("https://")
        app = create_app(newsroom, clock=clock, secure_cookies=secure)
        scheduler = start_clock(newsroom, clock=clock) if clock_too else None
        say(f"The desk is at http://{host}:{port}/ — stop it with Ctrl-C.")
        try:
            run(app, host=host, port=port)
        finally:
            if scheduler:
                scheduler.shutdown(wait=True)
