import datetime
import json as _json
import os
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from .auth import HTTPBasicAuth
from .cookies import RequestsCookieJar
from .exceptions import HTTPError, InvalidURL, JSONDecodeError, MissingSchema
from .structures import CaseInsensitiveDict

_BOUNDARY = "drydock-form-boundary"


class Request:
    def __init__(self, method=None, url=None, headers=None, files=None, data=None, params=None, auth=None, cookies=None, hooks=None, json=None):
        self.method, self.url, self.headers, self.files, self.data = method, url, headers or {}, files or [], data or []
        self.params, self.auth, self.cookies, self.json, self.hooks = params or {}, auth, cookies, json, hooks or {}

    def prepare(self):
        p = PreparedRequest()
        p.prepare(self.method, self.url, self.headers, self.files, self.data, self.params, self.auth, self.cookies, self.hooks, self.json)
        return p

    def __repr__(self):
        return f"<Request [{self.method}]>"


def _pairs(data):
    items = data.items() if hasattr(data, "items") else data
    return [(k, x) for k, v in items if v is not None for x in (v if isinstance(v, (list, tuple)) else [v])]


class PreparedRequest:
    def __init__(self):
        self.method = self.url = self.body = None
        self.headers, self.hooks, self._cookies = CaseInsensitiveDict(), {}, RequestsCookieJar()

    def prepare(self, method=None, url=None, headers=None, files=None, data=None, params=None, auth=None, cookies=None, hooks=None, json=None):
        self.method = method.upper() if method else method
        self.prepare_url(url, params)
        self.headers = CaseInsensitiveDict({k: v if isinstance(v, str) else v.decode() if isinstance(v, bytes) else _bad_header(k, v) for k, v in (headers or {}).items() if v is not None})
        self._cookies = RequestsCookieJar(cookies or {})
        if self._cookies and "Cookie" not in self.headers:
            self.headers["Cookie"] = self._cookies.line()
        self.prepare_body(data, files, json)
        if isinstance(auth, tuple) and len(auth) == 2:
            auth = HTTPBasicAuth(*auth)
        if auth is None and "@" in urlsplit(self.url).netloc:
            parts = urlsplit(self.url)
            auth = HTTPBasicAuth(parts.username or "", parts.password or "")
        if auth:
            auth(self)
        self.hooks = hooks or {}

    def prepare_url(self, url, params):
        url = (url.decode() if isinstance(url, bytes) else str(url)).lstrip()
        if ":" in url and not url.lower().startswith("http"):
            self.url = url
            return
        parts = urlsplit(url)
        if not parts.scheme:
            raise MissingSchema(f"Invalid URL {url!r}: No scheme supplied. Perhaps you meant https://{url}?")
        if not parts.netloc:
            raise InvalidURL(f"Invalid URL {url!r}: No host supplied")
        extra = params if isinstance(params, (str, bytes)) else urlencode(_pairs(params or {}))
        query = "&".join(q for q in (parts.query, extra if isinstance(extra, str) else extra.decode()) if q)
        path = quote(parts.path or "/", safe="!#$%&'()*+,/:;=?@[]~")
        self.url = urlunsplit((parts.scheme, parts.netloc, path, quote(query, safe="!#$%&'()*+,/:;=?@[]~"), parts.fragment))

    def prepare_body(self, data, files, json=None):
        body = kind = None
        if not data and json is not None:
            kind, body = "application/json", _json.dumps(json, allow_nan=False).encode()
        elif files:
            body, kind = _multipart(data, files), f"multipart/form-data; boundary={_BOUNDARY}"
        elif data:
            if isinstance(data, (str, bytes)):
                body = data
            elif hasattr(data, "read"):
                body = data.read()
                body = body.encode() if isinstance(body, str) else body
            elif hasattr(data, "__next__"):
                body = b"".join(x.encode() if isinstance(x, str) else x for x in data)
            else:
                body, kind = urlencode(_pairs(data)), "application/x-www-form-urlencoded"
        self.body = body
        if body is not None:
            self.headers["Content-Length"] = str(len(body.encode() if isinstance(body, str) else body))
        elif self.method not in ("GET", "HEAD"):
            self.headers["Content-Length"] = "0"
        if kind and "content-type" not in self.headers:
            self.headers["Content-Type"] = kind

    @property
    def path_url(self):
        parts = urlsplit(self.url)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    def copy(self):
        p = PreparedRequest()
        p.__dict__.update(self.__dict__, headers=self.headers.copy())
        return p

    def __repr__(self):
        return f"<PreparedRequest [{self.method}]>"


def _bad_header(name, value):
    from .exceptions import InvalidHeader

    raise InvalidHeader(f"Header part ({value!r}) from ({name!r}, {value!r}) must be of type str or bytes, not {type(value)}")


def _multipart(data, files):
    out = b""
    for name, value in _pairs(data or {}):
        out += f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + str(value).encode() + b"\r\n"
    for name, value in files.items() if hasattr(files, "items") else files:
        kind = None
        if isinstance(value, (tuple, list)):
            filename, content, *rest = value
            kind = rest[0] if rest else None
        else:
            content, filename = value, os.path.basename(getattr(value, "name", "") or "") or name
        content = content.read() if hasattr(content, "read") else content
        content = content.encode() if isinstance(content, str) else content
        about = f'; filename="{filename}"' if filename else ""
        out += f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{about}\r\n'.encode()
        out += (f"Content-Type: {kind}\r\n" if kind else "").encode() + b"\r\n" + content + b"\r\n"
    return out + f"--{_BOUNDARY}--\r\n".encode()


class Response:
    def __init__(self):
        self.status_code = self.url = self.encoding = self.reason = self.request = self.raw = self.connection = None
        self.headers, self.history, self.cookies = CaseInsensitiveDict(), [], RequestsCookieJar()
        self.elapsed, self._content, self._source = datetime.timedelta(0), None, None

    @property
    def content(self):
        if self._content is None:
            self._content = b"".join(self._source) if self._source is not None else b""
        return self._content

    @property
    def text(self):
        return self.content.decode(self.encoding or self.apparent_encoding, "replace")

    @property
    def next(self):
        """What would be asked next, where the answer sends elsewhere and that was not followed."""
        if not self.is_redirect:
            return None
        from .sessions import Session

        return Session()._follow(self.request, self)

    @property
    def apparent_encoding(self):
        try:
            self.content.decode()
            return "ascii" if self.content.isascii() else "utf-8"
        except UnicodeDecodeError:
            return "ISO-8859-1"

    def json(self, **kwargs):
        try:
            return _json.loads(self.text, **kwargs)
        except _json.JSONDecodeError as e:
            raise JSONDecodeError(e.msg, e.doc, e.pos) from e

    ok = property(lambda self: self.status_code < 400)
    is_redirect = property(lambda self: "location" in self.headers and self.status_code in (301, 302, 303, 307, 308))
    is_permanent_redirect = property(lambda self: "location" in self.headers and self.status_code in (301, 308))

    @property
    def links(self):
        out = {}
        for part in self.headers.get("link", "").split(", <"):
            url, _, params = part.partition(">")
            link = {"url": url.strip("<> ")}
            for param in params.split(";"):
                key, sep, value = param.strip().partition("=")
                if sep:
                    link[key] = value.strip("\"'")
            if link["url"]:
                out[link.get("rel") or link["url"]] = link
        return out

    def raise_for_status(self):
        kind = "Client" if 400 <= self.status_code < 500 else "Server" if 500 <= self.status_code < 600 else None
        if kind:
            raise HTTPError(f"{self.status_code} {kind} Error: {self.reason} for url: {self.url}", response=self)

    def iter_content(self, chunk_size=1, decode_unicode=False):
        pieces = self._source if self._content is None and self._source is not None else [self.content]
        rest = b""
        for piece in pieces:
            rest += piece
            while chunk_size and len(rest) >= chunk_size:
                yield self._decoded(rest[:chunk_size], decode_unicode)
                rest = rest[chunk_size:]
            if not chunk_size and rest:
                yield self._decoded(rest, decode_unicode)
                rest = b""
        if rest:
            yield self._decoded(rest, decode_unicode)

    def _decoded(self, data, wanted):
        return data.decode(self.encoding or "utf-8", "replace") if wanted else data

    def iter_lines(self, chunk_size=512, decode_unicode=False, delimiter=None):
        rest = b""
        for piece in self.iter_content(None):
            rest += piece
            lines = rest.split(delimiter) if delimiter else rest.splitlines(keepends=True)
            rest = lines.pop() if lines and (delimiter or not lines[-1].endswith(b"\n")) else b""
            for line in lines:
                yield self._decoded(line if delimiter else line.rstrip(b"\r\n"), decode_unicode)
        if rest:
            yield self._decoded(rest, decode_unicode)

    def close(self):
        if self.raw is not None:
            self.raw.close()

    def __iter__(self):
        return self.iter_content(128)

    def __bool__(self):
        return self.ok

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __repr__(self):
        return f"<Response [{self.status_code}]>"

