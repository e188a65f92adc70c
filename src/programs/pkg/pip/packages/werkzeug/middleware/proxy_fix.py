class ProxyFix:
    """Takes address, scheme, host and prefix from what a proxy says."""

    def __init__(self, app, x_for=1, x_proto=1, x_host=0, x_port=0, x_prefix=0):
        self.app = app
        self.x_for, self.x_proto, self.x_host, self.x_port, self.x_prefix = x_for, x_proto, x_host, x_port, x_prefix

    @staticmethod
    def _trusted(trusted, value):
        values = [v.strip() for v in (value or "").split(",")]
        return values[-trusted] if trusted and value and len(values) >= trusted else None

    def __call__(self, environ, start_response):
        found = {
            name: self._trusted(trusted, environ.get(f"HTTP_X_FORWARDED_{name}"))
            for name, trusted in (("FOR", self.x_for), ("PROTO", self.x_proto), ("HOST", self.x_host), ("PORT", self.x_port), ("PREFIX", self.x_prefix))
        }
        if found["FOR"]:
            environ["REMOTE_ADDR"] = found["FOR"]
        if found["PROTO"]:
            environ["wsgi.url_scheme"] = found["PROTO"]
        if found["HOST"]:
            environ["HTTP_HOST"] = environ["SERVER_NAME"] = found["HOST"]
        if found["PORT"]:
            host = environ.get("HTTP_HOST")
            environ["SERVER_PORT"] = found["PORT"]
            if host:
                environ["HTTP_HOST"] = f"{host.rpartition(':')[0] if ':' in host else host}:{found['PORT']}"
        if found["PREFIX"]:
            environ["SCRIPT_NAME"] = found["PREFIX"]
        return self.app(environ, start_response)
