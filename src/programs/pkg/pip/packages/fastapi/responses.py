import http
import json
import mimetypes
import os
from urllib.parse import quote


class HTTPException(Exception):
    def __init__(self, status_code, detail=None, headers=None):
        super().__init__(status_code, detail)
        self.status_code, self.headers = status_code, headers
        self.detail = http.HTTPStatus(status_code).phrase if detail is None else detail

    def __str__(self):
        return f"{self.status_code}: {self.detail}"


class Response:
    media_type = None

    def __init__(self, content=None, status_code=200, headers=None, media_type=None, background=None):
        self.status_code, self.background = status_code, background
        self.media_type = media_type or self.media_type
        self.body = self.render(content)
        self.headers = {k.lower(): str(v) for k, v in (headers or {}).items()}
        self._cookies = []
        if content is not None and status_code not in (204, 304):
            self.headers.setdefault("content-length", str(len(self.body)))
        if self.media_type:
            kind = self.media_type
            self.headers.setdefault("content-type", f"{kind}; charset=utf-8" if kind.startswith("text/") and "charset" not in kind else kind)

    def render(self, content):
        return b"" if content is None else content if isinstance(content, bytes) else str(content).encode()

    def set_cookie(self, key, value="", max_age=None, path="/", httponly=False, secure=False, samesite="lax", **more):
        parts = [f"{key}={value}"] + ["HttpOnly"] * httponly + ([f"Max-Age={max_age}"] if max_age is not None else []) + [f"Path={path}", f"SameSite={samesite}"] + ["Secure"] * secure
        self._cookies.append("; ".join(parts))

    def delete_cookie(self, key, path="/"):
        self.set_cookie(key, max_age=0, path=path)

    def _start(self, length):
        lines = {k.lower(): str(v) for k, v in self.headers.items()}
        if length is not None and self.status_code not in (204, 304):
            lines.setdefault("content-length", str(length))
        pairs = [(k.encode("latin1"), v.encode("latin1")) for k, v in lines.items()]
        return {"type": "http.response.start", "status": self.status_code, "headers": pairs + [(b"set-cookie", c.encode("latin1")) for c in self._cookies]}

    async def __call__(self, scope, receive, send):
        await send(self._start(len(self.body)))
        await send({"type": "http.response.body", "body": self.body})


class HTMLResponse(Response):
    media_type = "text/html"


class PlainTextResponse(Response):
    media_type = "text/plain"


class JSONResponse(Response):
    media_type = "application/json"

    def render(self, content):
        return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


ORJSONResponse = UJSONResponse = JSONResponse


class RedirectResponse(Response):
    def __init__(self, url, status_code=307, headers=None, background=None):
        super().__init__(b"", status_code, {**(headers or {}), "location": quote(str(url), safe=":/%#?=@[]!$&'()*+,")}, background=background)


class StreamingResponse(Response):
    def __init__(self, content, status_code=200, headers=None, media_type=None, background=None):
        super().__init__(None, status_code, headers, media_type, background)
        self._pieces = content

    async def __call__(self, scope, receive, send):
        await send(self._start(None))
        encode = lambda p: p.encode() if isinstance(p, str) else p
        if hasattr(self._pieces, "__aiter__"):
            async for piece in self._pieces:
                await send({"type": "http.response.body", "body": encode(piece), "more_body": True})
        else:
            for piece in self._pieces:
                await send({"type": "http.response.body", "body": encode(piece), "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class FileResponse(Response):
    def __init__(self, path, status_code=200, headers=None, media_type=None, background=None, filename=None):
        with open(path, "rb") as f:
            data = f.read()
        kind = media_type or mimetypes.guess_type(filename or os.fspath(path))[0] or "text/plain"
        about = {"content-disposition": f'attachment; filename="{filename}"'} if filename else {}
        super().__init__(data, status_code, {**(headers or {}), **about}, kind, background)
