"""Requests to an application without a network."""
import json as _json
import sys
from io import BytesIO
from urllib.parse import urlencode, urlsplit, unquote

from .datastructures import FileStorage, Headers, MultiDict
from .http import parse_options_header
from .wrappers import Response


class EnvironBuilder:
    def __init__(self, path="/", base_url=None, query_string=None, method="GET", input_stream=None, content_type=None, content_length=None, errors_stream=None, environ_base=None, environ_overrides=None, headers=None, data=None, json=None, auth=None, mimetype=None, json_dumps=None):
        url = urlsplit(path)
        base = urlsplit(base_url or "http://localhost/")
        self.path, self.base = url.path or "/", base
        self.query_string = urlencode(query_string, doseq=True) if isinstance(query_string, dict) else query_string or url.query
        self.method, self.headers = method.upper(), Headers(headers)
        self.environ_base, self.environ_overrides = environ_base or {}, environ_overrides or {}
        body, kind = b"", content_type or mimetype
        if json is not None:
            body, kind = (json_dumps or _json.dumps)(json).encode(), kind or "application/json"
        elif isinstance(data, (bytes, str)):
            body = data.encode() if isinstance(data, str) else data
        elif data is not None:
            body, kind = self._form(data, kind)
        elif input_stream is not None:
            body = input_stream.read()
        if auth is not None:
            import base64

            name, password = auth if isinstance(auth, tuple) else (auth.username, auth.password)
            self.headers["Authorization"] = "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()
        self.body, self.content_type = body, kind

    def _form(self, data, kind):
        pairs = [(k, x) for k, v in (data.items(multi=True) if isinstance(data, MultiDict) else data.items()) for x in (v if isinstance(v, list) else [v])]
        is_file = lambda v: isinstance(v, (tuple, FileStorage)) or hasattr(v, "read")
        if not any(is_file(v) for _, v in pairs) and (kind or "").partition(";")[0] != "multipart/form-data":
            return urlencode(pairs).encode(), kind or "application/x-www-form-urlencoded"
        out = BytesIO()
        for name, value in pairs:
            out.write(b"--drydock-boundary\r\n")
            if is_file(value):
                stream, filename = (value[0], value[1]) if isinstance(value, tuple) else (value, getattr(value, "filename", None) or getattr(value, "name", "file"))
                type_ = value[2] if isinstance(value, tuple) and len(value) > 2 else "application/octet-stream"
                out.write(f'Content-Disposition: form-data; name="{name}"; filename="{filename}"\r\nContent-Type: {type_}\r\n\r\n'.encode())
                out.write(stream if isinstance(stream, bytes) else stream.read())
            else:
                out.write(f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode())
            out.write(b"\r\n")
        out.write(b"--drydock-boundary--\r\n")
        return out.getvalue(), "multipart/form-data; boundary=drydock-boundary"

    def get_environ(self):
        host, _, port = self.base.netloc.partition(":")
        environ = {
            "REQUEST_METHOD": self.method, "SCRIPT_NAME": self.base.path.rstrip("/"), "PATH_INFO": unquote(self.path, "latin1"),
            "QUERY_STRING": self.query_string or "", "SERVER_NAME": host, "SERVER_PORT": port or "80", "HTTP_HOST": self.base.netloc,
            "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "HTTP_USER_AGENT": "Werkzeug/@VERSION@",
            "wsgi.version": (1, 0), "wsgi.url_scheme": self.base.scheme, "wsgi.input": BytesIO(self.body), "wsgi.errors": sys.stderr,
            "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False, "CONTENT_LENGTH": str(len(self.body)),
        }
        if self.content_type:
            environ["CONTENT_TYPE"] = self.content_type
        environ.update(self.environ_base)
        for key, value in self.headers:
            name = key.upper().replace("-", "_")
            environ[name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"] = value
        environ.update(self.environ_overrides)
        return environ


def create_environ(*args, **kwargs):
    return EnvironBuilder(*args, **kwargs).get_environ()


def run_wsgi_app(app, environ, buffered=False):
    found = {}

    def start(status, headers, exc_info=None):
        if exc_info:
            raise exc_info[1]
        found.update(status=status, headers=headers)
        return lambda data: None

    answer = app(environ, start)
    body = list(answer)
    if hasattr(answer, "close"):
        answer.close()
    return body, found["status"], Headers(found["headers"])


class Cookie:
    def __init__(self, key, value, options):
        self.key, self.value, self.decoded_value, self.path = key, value, value, options.get("path", "/")


class TestResponse(Response):
    def __repr__(self):
        return super().__repr__().replace("<TestResponse", "<WrapperTestResponse", 1)

    def __init__(self, response, status, headers, request, history=()):
        super().__init__(response, status, headers)
        self.request, self.history = request, history


class Client:
    def __init__(self, application, response_wrapper=None, use_cookies=True, allow_subdomain_redirects=False):
        self.application, self.use_cookies, self._cookies = application, use_cookies, {}

    def environ(self, *args, **kwargs):
        return EnvironBuilder(*args, **kwargs).get_environ()

    def open(self, *args, buffered=False, follow_redirects=False, **kwargs):
        environ = self.environ(*args, **kwargs)
        response = self._run(environ)
        history = []
        while follow_redirects and response.status_code in (301, 302, 303, 305, 307, 308):
            if len(history) > 20:
                raise RuntimeError("Loop detected: too many redirects.")
            history.append(response)
            target = urlsplit(response.headers["Location"])
            path = target.path if target.path.startswith("/") else environ["PATH_INFO"].rpartition("/")[0] + "/" + target.path
            keep = response.status_code in (307, 308)
            environ = create_environ(
                path + (f"?{target.query}" if target.query else ""),
                method=environ["REQUEST_METHOD"] if keep or environ["REQUEST_METHOD"] == "HEAD" else "GET",
                data=getattr(self, "_last_body", b"") if keep else None, content_type=environ.get("CONTENT_TYPE") if keep else None,
            )
            response = self._run(environ)
        response.history = tuple(history)
        return response

    def _run(self, environ):
        if self.use_cookies and self._cookies:
            environ["HTTP_COOKIE"] = "; ".join(f"{k}={c.value}" for k, c in self._cookies.items())
        self._last_body = environ["wsgi.input"].getvalue()
        body, status, headers = run_wsgi_app(self.application, environ)
        for line in headers.getlist("Set-Cookie"):
            key, _, value = line.partition(";")[0].partition("=")
            options = {k.lower(): v for k, v in parse_options_header("x;" + line.partition(";")[2])[1].items()}
            if options.get("max-age") == "0":
                self._cookies.pop(key, None)
            else:
                self._cookies[key] = Cookie(key, value, options)
        from .wrappers import Request

        return TestResponse(body, status, headers, Request(environ))

    def get_cookie(self, key, domain="localhost", path="/"):
        return self._cookies.get(key)

    def set_cookie(self, key, value="", *, domain="localhost", path="/", **kwargs):
        self._cookies[key] = Cookie(key, value, {"path": path})

    def delete_cookie(self, key, *, domain="localhost", path="/", **kwargs):
        self._cookies.pop(key, None)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass


def _method(name):
    def call(self, *args, **kwargs):
        return self.open(*args, method=name, **kwargs)

    return call


for _name in ("get", "post", "put", "patch", "delete", "head", "options", "trace"):
    setattr(Client, _name, _method(_name.upper()))

__all__ = ["Client", "EnvironBuilder", "TestResponse", "create_environ", "run_wsgi_app"]
