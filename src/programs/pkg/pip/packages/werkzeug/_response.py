"""What an application answers."""
import hashlib
import json
import re

from .datastructures import Headers
from .exceptions import RequestedRangeNotSatisfiable, status_name
from .http import dump_cookie, http_date, parse_date, parse_options_header
from .utils import get_content_type


class Response:
    __module__ = "werkzeug.wrappers"
    default_status = 200
    default_mimetype = "text/plain"
    charset = "utf-8"
    json_module = json
    autocorrect_location_header = False

    def __init__(self, response=None, status=None, headers=None, mimetype=None, content_type=None, direct_passthrough=False):
        self.headers = headers if isinstance(headers, Headers) else Headers(headers)
        if content_type is None:
            if mimetype is None and "content-type" not in self.headers:
                mimetype = self.default_mimetype
            content_type = None if mimetype is None else get_content_type(mimetype, self.charset)
        if content_type is not None:
            self.headers["Content-Type"] = content_type
        self.status = self.default_status if status is None else status
        self._on_close, self.direct_passthrough = [], direct_passthrough
        self.response = []
        if response is None:
            pass
        elif isinstance(response, (str, bytes, bytearray)):
            self.set_data(response)
        else:
            self.response = response

    @property
    def status_code(self):
        return self._status_code

    @status_code.setter
    def status_code(self, code):
        self._status_code, self._status = code, f"{code} {status_name(code).upper()}"

    @property
    def status(self):
        return self._status

    @status.setter
    def status(self, value):
        if isinstance(value, int):
            self.status_code = int(value)
            return
        text = str(value).strip()
        code = text.split(None, 1)[0] if text else "0"
        self._status_code = int(code) if code.isdigit() else 0
        if code.isdigit() and code == text:
            self.status_code = int(code)
        else:
            self._status = text if code.isdigit() else f"0 {text}"

    @property
    def is_sequence(self):
        return isinstance(self.response, (list, tuple))

    is_streamed = property(lambda self: not self.is_sequence)
    mimetype = property(
        lambda self: parse_options_header(self.headers.get("content-type") or "")[0].lower(),
        lambda self, value: self.headers.set("Content-Type", get_content_type(value, self.charset)),
    )
    content_type = property(lambda self: self.headers.get("Content-Type"), lambda self, value: self.headers.set("Content-Type", value))
    content_length = property(lambda self: self.headers.get("Content-Length", type=int), lambda self, value: self.headers.set("Content-Length", value))
    location = property(lambda self: self.headers.get("Location"), lambda self, value: self.headers.set("Location", value))
    is_json = property(lambda self: self.mimetype == "application/json" or self.mimetype.endswith("+json"))
    data = property(lambda self: self.get_data(), lambda self, value: self.set_data(value))
    text = property(lambda self: self.get_data(as_text=True))
    json = property(lambda self: self.get_json())

    def set_data(self, value):
        body = value.encode() if isinstance(value, str) else bytes(value)
        self.response = [body]
        self.headers["Content-Length"] = len(body)

    def get_data(self, as_text=False):
        if not self.is_sequence:
            self.response = list(self.iter_encoded())
        body = b"".join(self.iter_encoded())
        return body.decode() if as_text else body

    def iter_encoded(self):
        for piece in self.response:
            yield piece.encode() if isinstance(piece, str) else piece

    def get_json(self, force=False, silent=False):
        if not force and not self.is_json:
            return None
        try:
            return self.json_module.loads(self.get_data())
        except ValueError:
            if silent:
                return None
            raise

    def set_cookie(self, key, value="", max_age=None, expires=None, path="/", domain=None, secure=False, httponly=False, samesite=None, partitioned=False):
        self.headers.add("Set-Cookie", dump_cookie(key, value, max_age, expires, path, domain, secure, httponly, samesite))

    def delete_cookie(self, key, path="/", domain=None, secure=False, httponly=False, samesite=None, partitioned=False):
        self.set_cookie(key, expires=0, max_age=0, path=path, domain=domain, secure=secure, httponly=httponly, samesite=samesite)

    @property
    def vary(self):
        return _Set(self.headers, "Vary")

    @property
    def last_modified(self):
        return parse_date(self.headers.get("Last-Modified"))

    @last_modified.setter
    def last_modified(self, when):
        self.headers["Last-Modified"] = http_date(when)

    def set_etag(self, etag, weak=False):
        self.headers["ETag"] = f'{"W/" if weak else ""}"{etag}"'

    def get_etag(self):
        line = self.headers.get("ETag")
        if line is None:
            return None, None
        weak = line.startswith("W/")
        return (line[2:] if weak else line).strip('"'), weak

    def add_etag(self, overwrite=False, weak=False):
        if overwrite or "etag" not in self.headers:
            self.set_etag(hashlib.sha1(self.get_data()).hexdigest(), weak)

    @property
    def cache_control(self):
        return CacheControl(self.headers)

    def call_on_close(self, fn):
        self._on_close.append(fn)
        return fn

    def close(self):
        if hasattr(self.response, "close"):
            self.response.close()
        for fn in self._on_close:
            fn()

    @classmethod
    def force_type(cls, response, environ=None):
        if not isinstance(response, Response):
            if environ is None:
                raise TypeError("cannot convert WSGI application into response objects without an environ")
            found = {}

            def start(status, headers, exc_info=None):
                found.update(status=status, headers=headers)
                return lambda data: None

            body = b"".join(response(environ, start))
            response = cls(body, found["status"], Headers(found["headers"]))
        response.__class__ = cls
        return response

    @classmethod
    def from_app(cls, app, environ):
        return cls.force_type(app, environ)

    def make_conditional(self, request_or_environ, accept_ranges=False, complete_length=None):
        environ = getattr(request_or_environ, "environ", request_or_environ)
        since = parse_date(environ.get("HTTP_IF_MODIFIED_SINCE"))
        etag = self.headers.get("ETag")
        known = environ.get("HTTP_IF_NONE_MATCH")
        if environ.get("REQUEST_METHOD") in ("GET", "HEAD") and self.status_code == 200:
            if "date" not in self.headers:
                self.headers["Date"] = http_date()
            unchanged = etag is not None and known is not None and etag in [e.strip() for e in known.split(",")]
            if known is None and since is not None and self.last_modified is not None:
                unchanged = self.last_modified <= since
            if unchanged:
                self.status_code = 304
            elif accept_ranges:
                self._take_range(environ.get("HTTP_RANGE"), complete_length)
        return self

    def _take_range(self, line, size):
        """One range of bytes, as `Range: bytes=0-4` asks for it; other units and several ranges are answered whole."""
        m = re.fullmatch(r"bytes=(\d*)-(\d*)", line or "")
        if m is None or m[1] == m[2] == "" or not size:
            return
        first, last = (size - int(m[2]), size - 1) if m[1] == "" else (int(m[1]), min(int(m[2] or size), size - 1))
        if not 0 <= first <= last:
            raise RequestedRangeNotSatisfiable(size)
        self.set_data(self.get_data()[first : last + 1])
        self.headers["Accept-Ranges"] = "bytes"
        self.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
        self.status_code = 206

    def get_wsgi_headers(self, environ):
        return self.headers

    def __call__(self, environ, start_response):
        code = self.status_code
        headers = self.headers.to_wsgi_list()
        if code == 304 or code == 204 or 100 <= code < 200:
            headers = [h for h in headers if h[0].lower() not in ("content-length",) + (("content-type",) if code == 304 else ())]
            body = []
        elif self.is_sequence and "content-length" not in self.headers:
            body = list(self.iter_encoded())
            headers.append(("Content-Length", str(sum(map(len, body)))))
        else:
            body = self.iter_encoded()
        start_response(self.status, headers)
        return _Closing([] if environ.get("REQUEST_METHOD") == "HEAD" else body, self.close)

    def __repr__(self):
        size = f"{sum(map(len, self.iter_encoded()))} bytes" if self.is_sequence else "streamed"
        return f"<{type(self).__name__} {size} [{self.status}]>"


class _Closing:
    def __init__(self, body, close):
        self._body, self.close = body, close

    def __iter__(self):
        return iter(self._body)


class _Set:
    def __init__(self, headers, name):
        self._headers, self._name = headers, name

    def _values(self):
        return [v.strip() for v in self._headers.get(self._name, "").split(",") if v.strip()]

    def add(self, value):
        values = self._values()
        if value not in values:
            self._headers[self._name] = ", ".join([*values, value])

    def __contains__(self, value):
        return value in self._values()


class CacheControl:
    def __init__(self, headers):
        object.__setattr__(self, "_headers", headers)

    def __setattr__(self, name, value):
        word = name.replace("_", "-")
        parts = [p.strip() for p in self._headers.get("Cache-Control", "").split(",") if p.strip() and p.strip().split("=")[0] != word]
        if value is not None and value is not False:
            parts.append(word if value is True else f"{word}={value}")
        if parts:
            self._headers["Cache-Control"] = ", ".join(parts)
        else:
            del self._headers["Cache-Control"]

    def __getattr__(self, name):
        word = name.replace("_", "-")
        for part in self._headers.get("Cache-Control", "").split(","):
            key, _, value = part.strip().partition("=")
            if key == word:
                return int(value) if value.isdigit() else value or True
        return None
