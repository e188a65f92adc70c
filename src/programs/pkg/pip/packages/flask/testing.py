from contextlib import contextmanager

from werkzeug.test import Client, create_environ

from .cli import CliRunner


class FlaskClient(Client):
    """A client of one application; it shows the session."""

    def environ(self, *args, **kwargs):
        app = self.application
        if getattr(self, "_keeping", False):
            kwargs["environ_overrides"] = {**(kwargs.get("environ_overrides") or {}), "werkzeug.debug.preserve_context": self._keep}
        kwargs.setdefault("json_dumps", app.json.dumps)
        kwargs.setdefault("base_url", f"http://{app.config['SERVER_NAME'] or 'localhost'}{app.config['APPLICATION_ROOT']}")
        return create_environ(*args, **kwargs)

    _kept = None

    def __enter__(self):
        self._keeping = True
        return self

    def __exit__(self, *error):
        self._keeping = False
        self._leave(error[1])

    def _leave(self, error=None):
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.pop(error)

    def open(self, *args, **kwargs):
        """Within `with client:` the last request's context stays for looks at it."""
        self._leave()
        return super().open(*args, **kwargs)

    def _keep(self, ctx):
        self._leave()
        self._kept = ctx

    @contextmanager
    def session_transaction(self, *args, **kwargs):
        app = self.application
        environ = create_environ(*args, **kwargs)
        if self._cookies:
            environ["HTTP_COOKIE"] = "; ".join(f"{k}={c.value}" for k, c in self._cookies.items())
        ctx = app.test_request_context(environ_overrides={"HTTP_COOKIE": environ.get("HTTP_COOKIE", "")})
        session = app.session_interface.open_session(app, ctx.request)
        if session is None:
            raise RuntimeError("Session backend did not open a session.")
        yield session
        response = app.response_class()
        app.session_interface.save_session(app, session, response)
        for line in response.headers.getlist("Set-Cookie"):
            key, _, value = line.partition(";")[0].partition("=")
            self.set_cookie(key, value)


class FlaskCliRunner(CliRunner):
    def __init__(self, app, **kwargs):
        super().__init__(**kwargs)
        self.app = app

    def invoke(self, cli=None, args=None, **kwargs):
        from .cli import ScriptInfo

        kwargs.setdefault("obj", ScriptInfo(create_app=lambda: self.app))
        return super().invoke(cli or self.app.cli, args, **kwargs)
