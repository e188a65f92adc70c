import mimetypes
import os
import re
import unicodedata
from markupsafe import escape
from urllib.parse import quote

_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".json": "application/json", ".svg": "image/svg+xml", ".txt": "text/plain", ".md": "text/markdown", ".ico": "image/vnd.microsoft.icon"}


def guess_type(name):
    return _TYPES.get(os.path.splitext(name)[1].lower()) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def get_content_type(mimetype, charset="utf-8"):
    if mimetype.startswith("text/") or mimetype in ("application/xml", "application/javascript") or mimetype.endswith("+xml"):
        return f"{mimetype}; charset={charset}"
    return mimetype


def secure_filename(filename):
    filename = unicodedata.normalize("NFKD", filename).encode("ascii", "ignore").decode("ascii").replace("/", " ")
    return re.sub(r"[^A-Za-z0-9_.-]", "", "_".join(filename.split())).strip("._")


def safe_join(directory, *pathnames):
    parts = [directory or "."]
    for name in pathnames:
        if name:
            name = os.path.normpath(name).replace("\\", "/")
        if name.startswith("/") or name == ".." or name.startswith("../"):
            return None
        parts.append(name)
    return os.path.join(*parts)


def iri(location):
    return quote(location, safe="!#$%&'()*+,/:;=?@[]~")


def redirect(location, code=302, Response=None):
    from .wrappers import Response as Plain

    shown = escape(location)
    html = (
        "<!doctype html>\n<html lang=en>\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n"
        f"<p>You should be redirected automatically to the target URL: <a href=\"{escape(iri(location))}\">{shown}</a>. If not, click the link.\n"
    )
    response = (Response or Plain)(html, code, mimetype="text/html")
    response.headers["Location"] = iri(location)
    return response


class cached_property(property):
    def __init__(self, fget, name=None, doc=None):
        super().__init__(fget, doc=doc)
        self.__name__ = name or fget.__name__

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        if self.__name__ not in obj.__dict__:
            obj.__dict__[self.__name__] = self.fget(obj)
        return obj.__dict__[self.__name__]

    def __set__(self, obj, value):
        obj.__dict__[self.__name__] = value


def import_string(name, silent=False):
    module, _, attribute = name.replace(":", ".").rpartition(".")
    try:
        if not module:
            return __import__(name)
        return getattr(__import__(module, None, None, [attribute]), attribute)
    except (ImportError, AttributeError) as e:
        if silent:
            return None
        raise ImportError(f"import_string() failed for {name!r}: {e}") from e
