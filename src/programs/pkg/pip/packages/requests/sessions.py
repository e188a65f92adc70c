from urllib.parse import urljoin, urlsplit

from .adapters import HTTPAdapter
from .cookies import RequestsCookieJar, cookiejar_from_dict
from .exceptions import InvalidSchema, TooManyRedirects
from .models import Request
from .structures import CaseInsensitiveDict


def default_headers():
    return CaseInsensitiveDict({"User-Agent": "python-requests/@VERSION@", "Accept-Encoding": "gzip, deflate", "Accept": "*/*", "Connection": "keep-alive"})


class Session:
    def __init__(self):
        self.headers, self.cookies, self.auth, self.params = default_headers(), RequestsCookieJar(), None, {}
        self.hooks, self.verify, self.cert, self.stream, self.proxies = {"response": []}, True, None, False, {}
        self.max_redirects, self.trust_env, self.adapters = 30, True, {}
        self.mount("https://", HTTPAdapter())
        self.mount("http://", HTTPAdapter())

    def mount(self, prefix, adapter):
        self.adapters[prefix] = adapter
        self.adapters = dict(sorted(self.adapters.items(), key=lambda pair: -len(pair[0])))

    def get_adapter(self, url):
        for prefix, adapter in self.adapters.items():
            if url.lower().startswith(prefix.lower()):
                return adapter
        raise InvalidSchema(f"No connection adapters were found for {url!r}")

    def prepare_request(self, request):
        headers = CaseInsensitiveDict(self.headers)
        headers.update(request.headers or {})
        params = {**dict(self.params or {}), **request.params} if isinstance(request.params, dict) else request.params
        return Request(
            request.method, request.url, {k: v for k, v in headers.items() if v is not None}, request.files, request.data, params,
            request.auth or self.auth, {**self.cookies, **(request.cookies or {})}, request.hooks, request.json,
        ).prepare()

    def request(
        self, method, url, params=None, data=None, headers=None, cookies=None, files=None, auth=None, timeout=None, allow_redirects=True,
        proxies=None, hooks=None, stream=None, verify=None, cert=None, json=None,
    ):
        if proxies or self.proxies:
            raise NotImplementedError("drydock: proxies of requests are not simulated")
        prepared = self.prepare_request(Request(method.upper(), url, headers, files, data, params, auth, cookies, hooks, json))
        return self.send(prepared, timeout=timeout, allow_redirects=allow_redirects, stream=self.stream if stream is None else stream)

    def send(self, request, timeout=None, allow_redirects=True, stream=False, verify=True, cert=None, proxies=None):
        history = []
        while True:
            response = self.get_adapter(request.url).send(request, stream=stream, timeout=timeout)
            self.cookies.update(response.cookies)
            for hook in [*_hooks(self.hooks), *_hooks(request.hooks)]:
                response = hook(response) or response
            if not allow_redirects or not response.is_redirect:
                response.history = history
                return response
            response.content
            history.append(response)
            if len(history) > self.max_redirects:
                raise TooManyRedirects(f"Exceeded {self.max_redirects} redirects.", response=response)
            request = self._follow(request, response)

    def _follow(self, request, response):
        again = request.copy()
        again.url = urljoin(request.url, response.headers["location"])
        code = response.status_code
        if (code == 303 and request.method != "HEAD") or (code == 302 and request.method != "HEAD") or (code == 301 and request.method == "POST"):
            again.method = "GET"
        if code not in (307, 308):
            again.body = None
            for name in ("Content-Length", "Content-Type", "Transfer-Encoding"):
                again.headers.pop(name, None)
        if urlsplit(again.url).hostname != urlsplit(request.url).hostname:
            again.headers.pop("Authorization", None)
        again.headers.pop("Cookie", None)
        cookies = {**request._cookies, **self.cookies}
        if cookies:
            again.headers["Cookie"] = cookiejar_from_dict(cookies).line()
        return again

    def get(self, url, **kwargs):
        return self.request("GET", url, **kwargs)

    def options(self, url, **kwargs):
        return self.request("OPTIONS", url, **kwargs)

    def head(self, url, **kwargs):
        kwargs.setdefault("allow_redirects", False)
        return self.request("HEAD", url, **kwargs)

    def post(self, url, data=None, json=None, **kwargs):
        return self.request("POST", url, data=data, json=json, **kwargs)

    def put(self, url, data=None, **kwargs):
        return self.request("PUT", url, data=data, **kwargs)

    def patch(self, url, data=None, **kwargs):
        return self.request("PATCH", url, data=data, **kwargs)

    def delete(self, url, **kwargs):
        return self.request("DELETE", url, **kwargs)

    def close(self):
        """Each request has had a connection of its own."""

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def _hooks(hooks):
    found = (hooks or {}).get("response") or []
    return found if isinstance(found, list) else [found]


def session():
    return Session()
