"""The `fastapi` command."""
import os
import sys

import click

_NAMES = ("main.py", "app.py", "api.py", "app/main.py", "app/app.py", "app/api.py")


def _import_string(path, app):
    path = path or next((n for n in _NAMES if os.path.isfile(n)), None)
    if path is None:
        raise click.ClickException("Could not find a default file to run, please provide an explicit path")
    if not os.path.exists(path):
        raise click.ClickException(f"Path does not exist {path}")
    full = os.path.abspath(path)
    names = [os.path.splitext(os.path.basename(full))[0]]
    folder = os.path.dirname(full)
    while os.path.exists(os.path.join(folder, "__init__.py")):
        names.insert(0, os.path.basename(folder))
        folder = os.path.dirname(folder)
    sys.path.insert(0, folder)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [folder, os.environ.get("PYTHONPATH")]))
    module = ".".join(names)
    if app is None:
        from importlib import import_module

        from .app import FastAPI

        found = import_module(module)
        app = next((n for n in ("app", "api", *vars(found)) if isinstance(getattr(found, n, None), FastAPI)), None)
        if app is None:
            raise click.ClickException("Could not find FastAPI app in module, try using --app")
    return f"{module}:{app}"


@click.group()
def main():
    """Runs applications made with FastAPI."""


def _command(name, host, reload, text):
    @main.command(name, help=text)
    @click.argument("path", required=False)
    @click.option("--host", default=host, show_default=True, help="The address to listen on.")
    @click.option("--port", default=8000, show_default=True, help="The port to listen on.")
    @click.option("--reload/--no-reload", default=reload, show_default=True, help="Start again when code changes.")
    @click.option("--app", default=None, help="The name of the application in its module.")
    def command(path, host, port, reload, app):
        import uvicorn

        uvicorn.run(_import_string(path, app), host=host, port=port, reload=reload)


_command("run", "0.0.0.0", False, "Runs an application for production.")
_command("dev", "127.0.0.1", True, "Runs an application for development.")
