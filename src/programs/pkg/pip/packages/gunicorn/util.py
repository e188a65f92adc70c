import ast
import os
import sys


class AppImportError(Exception):
    """The module has no such application."""


def import_app(uri):
    module, _, name = uri.partition(":")
    name = name or "application"
    try:
        __import__(module)
    except ImportError:
        if module.endswith(".py") and os.path.exists(module):
            raise ImportError(f"Failed to find application, did you mean '{module.rsplit('.', 1)[0]}:{name}'?") from None
        raise
    mod = sys.modules[module]
    call = ast.parse(name, mode="eval").body
    args, kwargs, wanted = [], {}, name
    if isinstance(call, ast.Call):
        wanted = call.func.id
        args = [ast.literal_eval(a) for a in call.args]
        kwargs = {k.arg: ast.literal_eval(k.value) for k in call.keywords}
    try:
        app = getattr(mod, wanted)
    except AttributeError:
        raise AppImportError(f"Failed to find attribute {wanted!r} in {module!r}.") from None
    if isinstance(call, ast.Call):
        app = app(*args, **kwargs)
    if app is None:
        raise AppImportError(f"Failed to find application object: {name!r}")
    if not callable(app):
        raise AppImportError("Application object must be callable.")
    return app


def parse_address(text):
    """(host, port), or the path of a socket."""
    if text.startswith("unix:"):
        return text[len("unix:") :].removeprefix("//")
    text = text.removeprefix("tcp://")
    host, _, port = text.rpartition(":") if ":" in text else (text, "", "8000")
    if not port.isdigit():
        raise RuntimeError(f"{port!r} is not a valid port number.")
    return (host.strip("[]") or "0.0.0.0").lower() if host != "" else "0.0.0.0", int(port)


def shown_address(address):
    return f"unix:{address}" if isinstance(address, str) else f"http://{address[0]}:{address[1]}"


__all__ = ["AppImportError", "import_app", "parse_address", "shown_address"]
