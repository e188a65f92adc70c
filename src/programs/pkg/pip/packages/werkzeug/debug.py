"""The page that a debugging application answers an exception with."""
import hashlib
import os
import sys
import traceback
from markupsafe import escape

from .serving import log

_STYLE = "body{font-family:sans-serif;margin:20px;background:#fff}h1{font-size:36px;font-weight:normal}pre{background:#f4f4f4;padding:10px;white-space:pre-wrap}.errormsg{font-weight:bold}"


def get_pin():
    given = os.environ.get("WERKZEUG_DEBUG_PIN")
    if given == "off":
        return None
    if given and given.replace("-", "").isdigit():
        return given
    main = getattr(sys.modules.get("__main__"), "__file__", "") or ""
    digits = f"{int(hashlib.sha1(f'pinsalt{main}{os.getcwd()}'.encode()).hexdigest(), 16):09d}"[:9]
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"


def log_pin():
    log("warning", " * Debugger is active!")
    pin = get_pin()
    log("warning" if pin is None else "info", " * Debugger PIN disabled. DEBUGGER UNSECURED!" if pin is None else f" * Debugger PIN: {pin}")


class DebuggedApplication:
    def __init__(self, app, evalex=False, **options):
        self.app = app

    def __call__(self, environ, start_response):
        answer = None
        try:
            answer = self.app(environ, start_response)
            yield from answer
            if hasattr(answer, "close"):
                answer.close()
        except Exception as e:
            if hasattr(answer, "close"):
                answer.close()
            shown = e.with_traceback(e.__traceback__.tb_next if e.__traceback__ else None)
            text = "".join(traceback.format_exception(shown))
            try:
                start_response("500 INTERNAL SERVER ERROR", [("Content-Type", "text/html; charset=utf-8"), ("X-XSS-Protection", "0")])
            except Exception:
                environ["wsgi.errors"].write("Debugging middleware caught exception in streamed response at a point where response headers were already sent.\n")
            else:
                yield page(shown, text).encode()
            environ["wsgi.errors"].write(text)
            environ["wsgi.errors"].flush()


def page(error, text):
    name = type(error).__name__
    message = escape("".join(traceback.format_exception_only(error)).strip())
    return (
        f"<!doctype html>\n<html lang=en>\n  <head>\n    <title>{message}\n // Werkzeug Debugger</title>\n    <style>{_STYLE}</style>\n  </head>\n"
        f'  <body>\n    <div class="debugger">\n<h1>{escape(name)}</h1>\n<div class="detail">\n  <p class="errormsg">{message}\n</p>\n</div>\n'
        f'<h2 class="traceback">Traceback <em>(most recent call last)</em></h2>\n<div class="plain">\n<pre>{escape(text)}</pre>\n</div>\n'
        f"    </div>\n  </body>\n</html>\n<!--\n\n{text.replace('--', '- -')}\n-->\n"
    )
