import base64
import hashlib
import json
import re
from urllib.parse import quote, unquote

from .datastructures import Authorization, CombinedMultiDict, EnvironHeaders, Headers, ImmutableMultiDict, MIMEAccept
from .exceptions import BadRequest, RequestedRangeNotSatisfiable, RequestEntityTooLarge, UnsupportedMediaType, status_name
from .formparser import parse_form, parse_query
from .http import dump_cookie, http_date, parse_cookie, parse_date, parse_options_header
from .utils import cached_property, get_content_type


class Request:
    json_module = json
    max_content_length = None
    on_json_loading_failed_debug = False

    def __init__(self, environ, populate_request=True, shallow=False):
        self.environ = environ
        self.method = environ.get("REQUEST_METHOD", "GET").upper()
        self.scheme = environ.get("wsgi.url_scheme", "http")
        self.path = "/" + environ.get("PATH_INFO", "").encode("latin1").decode("utf-8", "replace").lstrip("/")
        self.root_path = environ.get("SCRIPT_NAME", "")
        self.query_string = environ.get("QUERY_STRING", "").encode("latin1")
        self.remote_addr = environ.get("REMOTE_ADDR")
        self.headers = EnvironHeaders(environ)

    host = property(lambda self: self.environ.get("HTTP_HOST") or f"{self.environ.get('SERVER_NAME')}:{self.environ.get('SERVER_PORT')}")
    script_root = property(lambda self: self.root_path.rstrip("/"))
    host_url = property(lambda self: f"{self.scheme}://{self.host}/")
    url_root = property(lambda self: f"{self.scheme}://{self.host}{self.script_root}/")
    root_url = url_root
    base_url = property(lambda self: f"{self.scheme}://{self.host}{quote(self.script_root + self.path, safe='/:@!$&()*+,;=~')}")
    is_secure = property(lambda self: self.scheme in ("https", "wss"))
    content_type = property(lambda self: self.environ.get("CONTENT_TYPE") or None)
    mimetype = property(lambda self: parse_options_header(self.content_type or "")[0].lower())
    mimetype_params = property(lambda self: parse_options_header(self.content_type or "")[1])
    referrer = property(lambda self: self.headers.get("Referer"))
    user_agent = cached_property(lambda self: UserAgent(self.headers.get("User-Agent", "")), "user_agent")
    accept_mimetypes = cached_property(lambda self: MIMEAccept(self.headers.get("Accept")), "accept_mimetypes")
    accept_languages = cached_property(lambda self: MIMEAccept(self.headers.get("Accept-Language")), "accept_languages")
    accept_encodings = cached_property(lambda self: MIMEAccept(self.headers.get("Accept-Encoding")), "accept_encodings")
    args = cached_property(lambda self: ImmutableMultiDict(parse_query(self.query_string.decode("latin1"))), "args")
    cookies = cached_property(lambda self: ImmutableMultiDict(parse_cookie(self.headers.get("Cookie"))), "cookies")
    form = property(lambda self: self._form[0])
    files = property(lambda self: self._form[1])
    if_modified_since = property(lambda self: parse_date(self.headers.get("If-Modified-Since")))

    @property
    def full_path(self):
        return f"{self.path}?{self.query_string.decode('latin1')}"

    @property
    def url(self):
        query = self.query_string.decode("latin1")
        return unquote(self.base_url) + (f"?{query}" if query else "")

    @property
    def content_length(self):
        try:
            return max(0, int(self.environ.get("CONTENT_LENGTH") or ""))
        except ValueError:
            return None

    @property
    def access_route(self):
        if "HTTP_X_FORWARDED_FOR" in self.environ:
            return [a.strip() for a in self.environ["HTTP_X_FORWARDED_FOR"].split(",")]
        return [self.remote_addr] if self.remote_addr else []

    @property
    def is_json(self):
        kind = self.mimetype
        return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))

    @property
    def stream(self):
        return self.environ["wsgi.input"]

    @cached_property
    def data(self):
        return b"" if self.mimetype in ("multipart/form-data", "application/x-www-form-urlencoded") else self._body

    @cached_property
    def _body(self):
        if self.max_content_length is not None and (self.content_length or 0) > self.max_content_length:
            raise RequestEntityTooLarge()
        if self.content_length is None:
            return self.environ["wsgi.input"].read() if self.environ.get("wsgi.input_terminated") else b""
        return self.environ["wsgi.input"].read(self.content_length)

    @cached_property
    def _form(self):
        return parse_form(self.content_type, self._body)

    @cached_property
    def values(self):
        return CombinedMultiDict([self.args, self.form] if self.method in ("POST", "PUT", "PATCH") else [self.args])

    def get_data(self, cache=True, as_text=False, parse_form_data=False):
        return self._body.decode("utf-8", "replace") if as_text else self._body

    @property
    def json(self):
        return self.get_json()

    def get_json(self, force=False, silent=False, cache=True):
        if not force and not self.is_json:
            return None if silent else self.on_json_loading_failed(None)
        try:
            return self.json_module.loads(self._body)
        except ValueError as e:
            if silent:
                return None
            return self.on_json_loading_failed(e)

    def on_json_loading_failed(self, e):
        if e is not None:
            raise BadRequest(f"Failed to decode JSON object: {e}" if self.on_json_loading_failed_debug else None)
        raise UnsupportedMediaType("Did not attempt to load JSON data because the request Content-Type was not 'application/json'.")

    @property
    def authorization(self):
        kind, _, rest = (self.headers.get("Authorization") or "").partition(" ")
        if not rest:
            return None
        if kind.lower() == "basic":
            try:
                name, _, password = base64.b64decode(rest).decode().partition(":")
            except ValueError:
                return None
            return Authorization("basic", {"username": name, "password": password})
        return Authorization(kind.lower(), token=rest.strip())

    def __repr__(self):
        return f"<{type(self).__name__} {self.url!r} [{self.method}]>"


class UserAgent:
    def __init__(self, string):
        self.string = string

    def __str__(self):
        return self.string

    def __bool__(self):
        return bool(self.string)

    def __eq__(self, other):
        return str(self) == str(other)

    def __contains__(self, text):
        return text in self.string

    def __repr__(self):
        return f"<UserAgent {self.string!r}>"


class Response:
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


__all__ = ["Request", "Response"]
