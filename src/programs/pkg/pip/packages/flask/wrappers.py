from werkzeug.wrappers import Request as _Request
from werkzeug.wrappers import Response as _Response


class Request(_Request):
    url_rule = None
    view_args = None
    routing_exception = None

    @property
    def endpoint(self):
        return None if self.url_rule is None else self.url_rule.endpoint

    @property
    def blueprint(self):
        return self.endpoint.rpartition(".")[0] or None if self.endpoint else None

    @property
    def blueprints(self):
        name, out = self.blueprint, []
        while name:
            out.append(name)
            name = name.rpartition(".")[0]
        return out


class Response(_Response):
    default_mimetype = "text/html"

    @property
    def max_cookie_size(self):
        return 4093
