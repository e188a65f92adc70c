import contextlib
import inspect
import traceback

from .request import Request
from .responses import HTMLResponse, HTTPException, JSONResponse, PlainTextResponse, RedirectResponse, Response
from .routing import APIRouter, RequestValidationError, answer, call
from .staticfiles import StaticFiles

_DOCS = "<!DOCTYPE html>\n<html>\n<head>\n<title>{title} - Swagger UI</title>\n</head>\n<body>\n<p>drydock: the page of the interface's documentation is not simulated</p>\n</body>\n</html>\n"


class FastAPI(APIRouter):
    def __init__(self, *, debug=False, title="FastAPI", description="", version="0.1.0", docs_url="/docs", redoc_url="/redoc", openapi_url="/openapi.json", lifespan=None, dependencies=(), root_path="", summary=None, contact=None, openapi_tags=None, **more):
        if more:
            raise TypeError(f"drydock: FastAPI({', '.join(more)}=...) is not simulated")
        super().__init__(dependencies=dependencies)
        self.title, self.version, self.debug, self.lifespan = title, version, debug, lifespan
        self.dependency_overrides, self.state = {}, type("State", (), {})()
        self._mounts, self._middlewares, self._handlers, self._startup, self._shutdown = [], [], {}, [], []
        self._docs = {u for u in (docs_url, redoc_url) if u} if openapi_url else set()

    def mount(self, path, app, name=None):
        self._mounts.append((path.rstrip("/"), app))

    def middleware(self, kind):
        def decorator(f):
            self._middlewares.append(f)
            return f

        return decorator

    def add_middleware(self, cls, **options):
        made = cls(**options) if not hasattr(cls, "mro") or "app" not in inspect.signature(cls).parameters else cls(None, **options)
        if not hasattr(made, "dispatch"):
            raise NotImplementedError(f"drydock: the middleware {cls.__name__} is not simulated")
        self._middlewares.append(made.dispatch)

    def exception_handler(self, kind):
        def decorator(f):
            self._handlers[kind] = f
            return f

        return decorator

    def add_exception_handler(self, kind, handler):
        self._handlers[kind] = handler

    def on_event(self, event):
        def decorator(f):
            {"startup": self._startup, "shutdown": self._shutdown}[event].append(f)
            return f

        return decorator

    def url_path_for(self, name, /, **values):
        for route in self.routes:
            if route.name == name and route.names == set(values):
                path = route.path
                for key, value in values.items():
                    path = path.replace("{%s}" % key, str(value))
                return path
        raise LookupError(f'No route exists for name "{name}" and params "{", ".join(values)}".')

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if scope["type"] != "http":
            raise NotImplementedError(f"drydock: {scope['type']} of fastapi is not simulated")
        scope["app"] = self
        request, background = Request(scope, receive), []

        async def last(request):
            response, tasks = await self._handled(request)
            background.extend(tasks)
            return response

        chain = last
        for layer in self._middlewares:
            chain = (lambda layer, inner: lambda request: layer(request, inner))(layer, chain)
        try:
            response = await chain(request)
        except Exception as e:
            handler = self._handlers.get(500) or self._handlers.get(Exception)
            if handler is None:
                await PlainTextResponse(traceback.format_exc() if self.debug else "Internal Server Error", 500)(scope, receive, send)
                raise
            response = await call(handler, request, e)
        await response(scope, receive, send)
        for f, args, kwargs in [*background, *(response.background.tasks if response.background else [])]:
            await call(f, *args, **kwargs)

    async def _handled(self, request):
        try:
            return await self._route(request)
        except Exception as e:
            for kind in (*type(e).__mro__, getattr(e, "status_code", None)):
                if kind in self._handlers and kind is not Exception:
                    return await call(self._handlers[kind], request, e), []
            if isinstance(e, HTTPException):
                return JSONResponse({"detail": e.detail}, e.status_code, e.headers), []
            if isinstance(e, RequestValidationError):
                return JSONResponse({"detail": e.errors()}, 422), []
            raise

    async def _route(self, request):
        path, allowed = request.scope["path"], set()
        for route in self.routes:
            m = route.regex.fullmatch(path)
            if m is None:
                continue
            if request.method in route.methods or (request.method == "HEAD" and "HEAD" in route.methods):
                request.path_params = request.scope["path_params"] = m.groupdict()
                response, tasks = await answer(route, request, self.dependency_overrides)
                return response, tasks.tasks
            allowed |= route.methods
        if allowed:
            raise HTTPException(405, headers={"Allow": ", ".join(sorted(allowed))})
        for prefix, app in self._mounts:
            if path == prefix or path.startswith(prefix + "/"):
                return await self._mounted(prefix, app, request), []
        if path in self._docs:
            return HTMLResponse(_DOCS.format(title=self.title)), []
        other = path[:-1] if path.endswith("/") and path != "/" else path + "/"
        if any(r.regex.fullmatch(other) for r in self.routes):
            return RedirectResponse(str(request.url).replace(path, other, 1)), []
        raise HTTPException(404)

    @staticmethod
    async def _mounted(prefix, app, request):
        rest = request.scope["path"][len(prefix) :] or "/"
        if isinstance(app, StaticFiles):
            return app.find(rest)
        sent = {"body": b""}

        async def send(message):
            if message["type"] == "http.response.start":
                sent.update(status=message["status"], headers=message["headers"])
            else:
                sent["body"] += message.get("body", b"")

        await app({**request.scope, "path": rest}, request._receive, send)
        return Response(sent["body"], sent["status"], {k.decode(): v.decode() for k, v in sent["headers"]})

    async def _live(self, receive, send):
        async with contextlib.AsyncExitStack() as stack:
            await receive()
            try:
                if self.lifespan is not None:
                    await stack.enter_async_context(self.lifespan(self))
                for f in self._startup:
                    await call(f)
            except BaseException:
                await send({"type": "lifespan.startup.failed", "message": traceback.format_exc()})
                raise
            await send({"type": "lifespan.startup.complete"})
            await receive()
            for f in self._shutdown:
                await call(f)
        await send({"type": "lifespan.shutdown.complete"})
