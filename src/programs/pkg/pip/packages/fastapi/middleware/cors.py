import re

from ..responses import PlainTextResponse

EVERY_METHOD = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
ALWAYS = {"Accept", "Accept-Language", "Content-Language", "Content-Type"}


class CORSMiddleware:
    """Answers a browser's question before a request of another origin, and tells it with each response what is allowed."""

    def __init__(self, allow_origins=(), allow_methods=("GET",), allow_headers=(), allow_credentials=False, allow_origin_regex=None, expose_headers=(), max_age=600):
        self.origins, self.every_origin = set(allow_origins), "*" in allow_origins
        self.pattern = re.compile(allow_origin_regex) if allow_origin_regex else None
        self.methods = list(EVERY_METHOD if "*" in allow_methods else allow_methods)
        self.headers, self.every_header = sorted(ALWAYS | set(allow_headers)), "*" in allow_headers
        self.credentials, self.max_age = allow_credentials, max_age
        self.simple = {
            **({"access-control-allow-origin": "*"} if self.every_origin else {}),
            **({"access-control-allow-credentials": "true"} if allow_credentials else {}),
            **({"access-control-expose-headers": ", ".join(expose_headers)} if expose_headers else {}),
        }

    def is_allowed(self, origin):
        return self.every_origin or origin in self.origins or bool(self.pattern and self.pattern.fullmatch(origin))

    async def dispatch(self, request, call_next):
        origin = request.headers.get("origin")
        if origin is None:
            return await call_next(request)
        if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
            return self.preflight(request.headers, origin)
        response = await call_next(request)
        response.headers.update(self.simple)
        named = "cookie" in request.headers if self.every_origin else self.is_allowed(origin)
        if named:
            response.headers["access-control-allow-origin"] = origin
            vary = response.headers.get("vary")
            response.headers["vary"] = f"{vary}, Origin" if vary else "Origin"
        return response

    def preflight(self, asked, origin):
        named = not self.every_origin or self.credentials
        lines = {"vary": "Origin"} if named else {"access-control-allow-origin": "*"}
        lines["access-control-allow-methods"] = ", ".join(self.methods)
        lines["access-control-max-age"] = str(self.max_age)
        if not self.every_header:
            lines["access-control-allow-headers"] = ", ".join(self.headers)
        if self.credentials:
            lines["access-control-allow-credentials"] = "true"
        refused = []
        if not self.is_allowed(origin):
            refused.append("origin")
        elif named:
            lines["access-control-allow-origin"] = origin
        if asked["access-control-request-method"] not in self.methods:
            refused.append("method")
        names = asked.get("access-control-request-headers")
        if names is not None and self.every_header:
            lines["access-control-allow-headers"] = names
        elif names is not None and any(n.strip().lower() not in {h.lower() for h in self.headers} for n in names.split(",")):
            refused.append("headers")
        if refused:
            return PlainTextResponse("Disallowed CORS " + ", ".join(refused), 400, lines)
        return PlainTextResponse("OK", 200, lines)
