"""Routes: which function a path belongs to, and what it is called with."""
import asyncio
import inspect
import json
import re
import typing

from pydantic import BaseModel
from pydantic.checks import MISSING, Wrong, as_given, check, collect, rules
from pydantic.model import plain

from .params import Body, Cookie, Depends, Form, Header, Param, Path, Query
from .request import BackgroundTasks, Request
from .responses import JSONResponse, Response

_CONVERTERS = {"str": "[^/]+", "path": ".*", "int": "[0-9]+", "float": r"[0-9]+(?:\.[0-9]+)?", "uuid": "[0-9a-fA-F-]{36}"}


class RequestValidationError(Exception):
    def __init__(self, errors, body=None):
        super().__init__(errors)
        self._errors, self.body = errors, body

    def errors(self):
        return self._errors


class Route:
    def __init__(self, path, endpoint, methods, status_code=None, response_model=MISSING, response_class=None, dependencies=(), name=None):
        self.path, self.endpoint, self.methods, self.status_code, self.name = path, endpoint, set(methods), status_code, name or endpoint.__name__
        self.response_class, self.dependencies = response_class, list(dependencies)
        names = dict(re.findall(r"{(\w+)(?::(\w+))?}", path))
        self.names = set(names)
        pattern = re.sub(r"{(\w+)(?::(\w+))?}", lambda m: f"\0{m[1]}\0", path)
        pieces = [f"(?P<{p}>{_CONVERTERS[names[p] or 'str']})" if p in names and i % 2 else re.escape(p) for i, p in enumerate(pattern.split("\0"))]
        self.regex = re.compile("".join(pieces))
        returned = typing.get_type_hints(endpoint, include_extras=True).get("return", MISSING)
        self.response_model = returned if response_model is MISSING and not (isinstance(returned, type) and issubclass(returned, Response)) else response_model


class APIRouter:
    def __init__(self, prefix="", tags=None, dependencies=(), responses=None, **more):
        self.prefix, self.dependencies, self.routes = prefix, list(dependencies), []

    def add_api_route(self, path, endpoint, methods=("GET",), status_code=None, response_model=MISSING, response_class=None, dependencies=(), name=None, **described):
        unknown = set(described) - {"tags", "summary", "description", "response_description", "responses", "deprecated", "operation_id", "include_in_schema", "response_model_exclude_unset", "response_model_exclude_none"}
        if unknown:
            raise TypeError(f"drydock: the option {sorted(unknown)[0]} of a route of fastapi is not simulated")
        self.routes.append(Route(self.prefix + path, endpoint, methods, status_code, response_model, response_class, [*self.dependencies, *dependencies], name))

    def api_route(self, path, *, methods=("GET",), **options):
        def decorator(f):
            self.add_api_route(path, f, methods, **options)
            return f

        return decorator

    def include_router(self, router, prefix="", tags=None, dependencies=(), **more):
        for r in router.routes:
            self.routes.append(Route(self.prefix + prefix + r.path, r.endpoint, r.methods, r.status_code, r.response_model, r.response_class, [*self.dependencies, *dependencies, *r.dependencies], r.name))


def _method(name):
    def decorate(self, path, **options):
        return self.api_route(path, methods=[name], **options)

    return decorate


for _name in ("get", "post", "put", "patch", "delete", "options", "head", "trace"):
    setattr(APIRouter, _name, _method(_name.upper()))


async def call(f, *args, **kwargs):
    if inspect.iscoroutinefunction(f) or inspect.iscoroutinefunction(getattr(f, "__call__", None)):
        return await f(*args, **kwargs)
    try:
        return await asyncio.to_thread(f, *args, **kwargs)
    except RuntimeError as e:
        if "can't start new thread" not in str(e):
            raise
        return f(*args, **kwargs)


def _is_model(annotation):
    return any(isinstance(a, type) and issubclass(a, BaseModel) for a in (annotation, typing.get_origin(annotation), *typing.get_args(annotation)))


class Values:
    """What a function is called with, taken from one request."""

    def __init__(self, request, response, tasks, overrides):
        self.request, self.response, self.tasks, self.overrides = request, response, tasks, overrides
        self.errors, self._cache, self.exits, self._json = [], {}, [], MISSING

    async def for_function(self, f, names):
        target = f.__init__ if inspect.isclass(f) else f if inspect.isfunction(f) or inspect.ismethod(f) else type(f).__call__
        hints = typing.get_type_hints(target, include_extras=True)
        wanted = [p for p in inspect.signature(f).parameters.values() if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
        plans = [(p.name, *self._plan(p, hints.get(p.name, str if p.default is p.empty else typing.Any), names)) for p in wanted]
        bodies = [n for n, a, param in plans if isinstance(param, Body) and not isinstance(param, Form)]
        out = {}
        for name, annotation, param in plans:
            if isinstance(param, Depends):
                out[name] = await self.depend(param.dependency or annotation, names, param.use_cache)
            elif param == "own":
                out[name] = self._own(annotation)
            else:
                value = await self._value(name, annotation, param, embed=len(bodies) > 1 or param.embed)
                if value is not MISSING:
                    out[name] = value
        return out

    @staticmethod
    def _plan(p, annotation, names):
        if typing.get_origin(annotation) is typing.Annotated:
            base, *extras = typing.get_args(annotation)
            for extra in extras:
                if isinstance(extra, Depends):
                    return base, extra
                if isinstance(extra, Param):
                    if p.default is not p.empty:
                        extra.default = p.default
                    return base, extra
            annotation = base
        if isinstance(p.default, (Depends, Param)):
            return annotation, p.default
        if isinstance(annotation, type) and issubclass(annotation, (Request, Response, BackgroundTasks)):
            return annotation, "own"
        default = MISSING if p.default is p.empty else p.default
        if p.name in names:
            return annotation, Path(default)
        if _is_model(annotation) or typing.get_origin(annotation) is dict or annotation is dict:
            return annotation, Body(default)
        return annotation, Query(default)

    def _own(self, kind):
        return self.request if issubclass(kind, Request) else self.tasks if issubclass(kind, BackgroundTasks) else self.response

    async def depend(self, f, names, cached=True):
        f = self.overrides.get(f, f)
        if cached and f in self._cache:
            return self._cache[f]
        kwargs = await self.for_function(f, names)
        if self.errors:
            return None
        if inspect.isasyncgenfunction(f):
            made = f(**kwargs)
            value = await made.__anext__()
            self.exits.append(made)
        elif inspect.isgeneratorfunction(f):
            made = f(**kwargs)
            value = next(made)
            self.exits.append(made)
        else:
            value = await call(f, **kwargs) if not inspect.isclass(f) else f(**kwargs)
        self._cache[f] = value
        return value

    async def close(self):
        for made in reversed(self.exits):
            if hasattr(made, "__anext__"):
                async for _ in made:
                    pass
            else:
                for _ in made:
                    pass

    async def _value(self, name, annotation, param, embed):
        where, key = param.where, param.alias or name
        request = self.request
        if where == "body":
            return await self._body(key, annotation, param, embed)
        many = typing.get_origin(annotation) in (list, set, tuple) or annotation in (list, set, tuple)
        if where == "form":
            source, where = await request.form(), "body"
            raw = source.get(key, MISSING)
        elif where == "query":
            raw = (request.query_params.getlist(key) or MISSING) if many else request.query_params.get(key, MISSING)
        elif where == "header":
            raw = request.headers.get(key.replace("_", "-") if param.convert_underscores else key, MISSING)
            key = key.replace("_", "-")
        else:
            raw = (request.path_params if where == "path" else request.cookies).get(key, MISSING)
        if raw is MISSING:
            if param.required:
                self.errors.append({"type": "missing", "loc": [where, key], "msg": "Field required", "input": None})
                return MISSING
            return param.get_default()
        return self._checked(annotation, param, raw, (where, key))

    async def _body(self, key, annotation, param, embed):
        data = await self.request.body()
        if self._json is MISSING and data:
            try:
                self._json = json.loads(data)
            except ValueError as e:
                self.errors.append({"type": "json_invalid", "loc": ["body", e.pos], "msg": "JSON decode error", "input": {}, "ctx": {"error": e.msg}})
                return MISSING
        whole = self._json
        place = ("body", key) if embed else ("body",)
        value = whole.get(key, MISSING) if embed and isinstance(whole, dict) else whole if not embed else MISSING
        if value is MISSING:
            if param.required:
                self.errors.append({"type": "missing", "loc": list(place), "msg": "Field required", "input": None})
                return MISSING
            return param.get_default()
        return self._checked(annotation, param, value, place)

    def _checked(self, annotation, param, raw, place):
        try:
            return rules(param, check(annotation, raw))
        except Wrong as e:
            self.errors += [{**f, "loc": list(f["loc"])} for f in collect(as_given(e.failures, raw), place)]
            return MISSING


async def answer(route, request, overrides):
    response, tasks = Response(), BackgroundTasks()
    values = Values(request, response, tasks, overrides)
    try:
        for d in route.dependencies:
            await values.depend(d.dependency, route.names)
        kwargs = await values.for_function(route.endpoint, route.names)
        if values.errors:
            raise RequestValidationError(values.errors, values._json if values._json is not MISSING else None)
        result = await call(route.endpoint, **kwargs)
    finally:
        await values.close()
    if isinstance(result, Response):
        made = result
    else:
        model = route.response_model
        if model not in (MISSING, None) and _is_model(model):
            loose = lambda v: v.model_dump() if isinstance(v, BaseModel) else [loose(x) for x in v] if isinstance(v, list) else {n: getattr(v, n) for n in vars(v)} if hasattr(v, "__dict__") and not isinstance(v, dict) else v
            result = check(model, loose(result))
        code = route.status_code or (response.status_code if response.status_code != 200 else 200)
        body = plain(result)
        made = (route.response_class or JSONResponse)(body, code) if code not in (204, 304) else Response(None, code)
        made.headers.update(response.headers)
        made._cookies += response._cookies
    return made, tasks


__all__ = ["APIRouter", "Cookie", "Header", "RequestValidationError", "Route", "answer", "call"]
