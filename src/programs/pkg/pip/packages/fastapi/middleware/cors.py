from ..responses import PlainTextResponse


class CORSMiddleware:
    def __init__(self, allow_origins=(), allow_methods=("GET",), allow_headers=(), allow_credentials=False, expose_headers=(), max_age=600, allow_origin_regex=None):
        if allow_origin_regex:
            raise NotImplementedError("drydock: allow_origin_regex of fastapi is not simulated")
        self.origins, self.credentials, self.expose, self.max_age = list(allow_origins), allow_credentials, list(expose_headers), max_age
        self.methods = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] if "*" in allow_methods else list(allow_methods)
        self.headers = list(allow_headers)

    def _lines(self, origin):
        if not ("*" in self.origins or origin in self.origins):
            return {}
        lines = {"access-control-allow-origin": "*" if "*" in self.origins and not self.credentials else origin}
        if self.credentials:
            lines["access-control-allow-credentials"] = "true"
        if self.expose:
            lines["access-control-expose-headers"] = ", ".join(self.expose)
        if lines["access-control-allow-origin"] != "*":
            lines["vary"] = "Origin"
        return lines

    async def dispatch(self, request, call_next):
        origin = request.headers.get("origin")
        if origin is None:
            return await call_next(request)
        lines = self._lines(origin)
        if request.method == "OPTIONS" and "access-control-request-method" in request.headers:
            if not lines:
                return PlainTextResponse("Disallowed CORS origin", 400)
            asked = request.headers.get("access-control-request-headers", "")
            more = {"access-control-allow-methods": ", ".join(self.methods), "access-control-max-age": str(self.max_age)}
            more["access-control-allow-headers"] = asked if "*" in self.headers else ", ".join(["Accept", "Accept-Language", "Content-Language", "Content-Type", *self.headers])
            return PlainTextResponse("OK", 200, {**lines, **more})
        response = await call_next(request)
        response.headers.update(lines)
        return response
