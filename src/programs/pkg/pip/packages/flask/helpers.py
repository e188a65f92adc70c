import io
import os
import zlib
from urllib.parse import quote

import werkzeug.utils
from werkzeug.exceptions import NotFound
from werkzeug.exceptions import abort as _abort
from werkzeug.utils import guess_type, safe_join

from .globals import _cv_request, current_app, request, request_ctx, session
from .signals import message_flashed

_TRUE, _FALSE = ("1", "true", "yes", "on", "t", "y"), ("0", "false", "no", "off", "f", "n")


def get_debug_flag():
    value = os.environ.get("FLASK_DEBUG")
    if value:
        return value.lower() not in ("0", "false", "no")
    return os.environ.get("FLASK_ENV") == "development" and _takes_env()


def _takes_env():
    """FLASK_ENV counted until 2.2."""
    return "@VERSION@"[:3] in ("1.1", "2.0", "2.1", "2.2")


def make_response(*args):
    if not args:
        return current_app.response_class()
    return current_app.make_response(args[0] if len(args) == 1 else args)


def url_for(endpoint, *, _anchor=None, _method=None, _scheme=None, _external=None, **values):
    return current_app.url_for(endpoint, _anchor=_anchor, _method=_method, _scheme=_scheme, _external=_external, **values)


def redirect(location, code=302, Response=None):
    return current_app.redirect(location, code) if current_app else werkzeug.utils.redirect(location, code, Response)


def abort(code, *args, **kwargs):
    _abort(code, *args, **kwargs)


def get_template_attribute(template_name, attribute):
    return getattr(current_app.jinja_env.get_template(template_name).module, attribute)


def flash(message, category="message"):
    flashes = session.get("_flashes", [])
    flashes.append((category, message))
    session["_flashes"] = flashes
    message_flashed.send(current_app._get_current_object(), message=message, category=category)


def get_flashed_messages(with_categories=False, category_filter=()):
    flashes = request_ctx.flashes
    if flashes is None:
        flashes = [tuple(f) for f in session.pop("_flashes")] if "_flashes" in session else []
        request_ctx.flashes = flashes
    if category_filter:
        flashes = [f for f in flashes if f[0] in category_filter]
    return flashes if with_categories else [x[1] for x in flashes]


def send_file(path_or_file, mimetype=None, as_attachment=False, download_name=None, conditional=True, etag=True, last_modified=None, max_age=None):
    path = size = mtime = None
    if isinstance(path_or_file, (str, os.PathLike)):
        path = os.path.join(current_app.root_path, os.fspath(path_or_file))
        stat = os.stat(path)
        size, mtime = stat.st_size, stat.st_mtime
        with open(path, "rb") as f:
            data = f.read()
    else:
        data = path_or_file.getvalue()[path_or_file.tell() :] if isinstance(path_or_file, io.BytesIO) else path_or_file.read()
        size = len(data)
    name = download_name or (os.path.basename(path) if path else None)
    if mimetype is None:
        if name is None:
            raise TypeError("Unable to detect the MIME type because a file name is not available. Either set 'download_name', pass a file path instead of a file object, or set 'mimetype'.")
        mimetype = guess_type(name)
    if name is None and as_attachment:
        raise TypeError("No name provided for attachment. Either set 'download_name' or pass a file path instead of a file object.")
    headers = []
    if name is not None:
        value = "attachment" if as_attachment else "inline"
        try:
            name.encode("ascii")
            names = f"filename={name}" if all(c.isalnum() or c in "!#$%&'*+-.^_`|~" for c in name) else f'filename="{name}"'
        except UnicodeEncodeError:
            plain = name.encode("ascii", "ignore").decode()
            names = f"filename={plain}; filename*=UTF-8''{quote(name)}" if plain else f"filename*=UTF-8''{quote(name)}"
        if as_attachment or download_name is not None or path:
            headers.append(("Content-Disposition", f"{value}; {names}"))
    response = current_app.response_class(data, mimetype=mimetype, headers=headers)
    when = last_modified if last_modified is not None else mtime
    if when is not None:
        response.last_modified = when
    age = max_age if max_age is not None else current_app.get_send_file_max_age(path)
    age = age(path) if callable(age) else age
    response.headers["Cache-Control"] = "no-cache" if age is None else f"{'public, ' if age > 0 else ''}max-age={age}"
    if etag and path:
        response.headers["ETag"] = f'"{etag}"' if isinstance(etag, str) else f'"{mtime}-{size}-{zlib.adler32(path.encode()) & 0xFFFFFFFF}"'
    if conditional and _cv_request.get(None) is not None:
        response.make_conditional(request.environ, accept_ranges=True, complete_length=size)
    return response


def send_from_directory(directory, path, **kwargs):
    found = safe_join(os.path.join(current_app.root_path, os.fspath(directory)), os.fspath(path))
    if found is None or not os.path.isfile(found):
        raise NotFound()
    return send_file(found, **kwargs)


def stream_with_context(generator_or_function):
    if callable(generator_or_function) and not hasattr(generator_or_function, "__next__"):
        import functools

        @functools.wraps(generator_or_function)
        def decorator(*args, **kwargs):
            return stream_with_context(generator_or_function(*args, **kwargs))

        return decorator
    ctx = _cv_request.get(None)
    if ctx is None:
        raise RuntimeError("'stream_with_context' can only be used when a request context is active, such as in a view function.")

    def generator():
        with ctx.copy():
            yield from generator_or_function

    return generator()


__all__ = ["abort", "flash", "get_debug_flag", "get_flashed_messages", "get_template_attribute", "make_response", "redirect", "send_file", "send_from_directory", "stream_with_context", "url_for"]
