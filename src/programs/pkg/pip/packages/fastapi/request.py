import json
from types import SimpleNamespace
from urllib.parse import parse_qsl


class Headers(dict):
    """By name in any case; the first of several."""

    def __getitem__(self, key):
        return super().__getitem__(key.lower())

    def get(self, key, default=None):
        return super().get(key.lower(), default)

    def __contains__(self, key):
        return super().__contains__(key.lower())


class QueryParams(dict):
    def __init__(self, pairs):
        self._pairs = list(pairs)
        super().__init__(self._pairs)

    def getlist(self, key):
        return [v for k, v in self._pairs if k == key]

    def multi_items(self):
        return list(self._pairs)


class URL(str):
    path = property(lambda self: "/" + self.split("//", 1)[1].partition("/")[2].partition("?")[0])
    query = property(lambda self: self.partition("?")[2])


class Request:
    def __init__(self, scope, receive=None, body=None):
        self.scope, self._receive, self._body = scope, receive, body
        self.method, self.state = scope["method"], SimpleNamespace()
        found = {}
        for name, value in scope["headers"]:
            found.setdefault(name.decode("latin1"), value.decode("latin1"))
        self.headers = Headers(found)
        self.query_params = QueryParams(parse_qsl(scope["query_string"].decode("latin1"), keep_blank_values=True))
        self.path_params = scope.get("path_params", {})
        self.client = SimpleNamespace(host=scope["client"][0], port=scope["client"][1])
        self.app = scope.get("app")

    @property
    def cookies(self):
        pairs = (p.strip().partition("=") for p in self.headers.get("cookie", "").split(";") if "=" in p)
        return {k: v.strip('"') for k, _, v in pairs}

    @property
    def url(self):
        host = self.headers.get("host") or f"{self.scope['server'][0]}:{self.scope['server'][1]}"
        query = self.scope["query_string"].decode("latin1")
        return URL(f"{self.scope['scheme']}://{host}{self.scope['path']}{f'?{query}' if query else ''}")

    @property
    def base_url(self):
        return URL(str(self.url).split("//")[0] + "//" + str(self.url).split("//")[1].partition("/")[0] + "/")

    async def body(self):
        if self._body is None:
            data, more = b"", True
            while more:
                message = await self._receive()
                data, more = data + message.get("body", b""), message.get("more_body", False)
            self._body = data
        return self._body

    async def json(self):
        return json.loads(await self.body())

    async def form(self):
        kind = self.headers.get("content-type", "").partition(";")[0]
        if kind == "multipart/form-data":
            raise NotImplementedError("drydock: multipart forms of fastapi are not simulated")
        return QueryParams(parse_qsl((await self.body()).decode(), keep_blank_values=True))


class BackgroundTasks:
    def __init__(self):
        self.tasks = []

    def add_task(self, func, *args, **kwargs):
        self.tasks.append((func, args, kwargs))
