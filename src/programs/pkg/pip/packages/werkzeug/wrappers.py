import base64
import json
from urllib.parse import quote, unquote

from ._response import Response
from .datastructures import Authorization, CombinedMultiDict, EnvironHeaders, ImmutableMultiDict, MIMEAccept
from .exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType
from .formparser import parse_form, parse_query
from .http import parse_cookie, parse_date, parse_options_header
from .utils import cached_property


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


__all__ = ["Request", "Response"]
