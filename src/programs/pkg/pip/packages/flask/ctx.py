import functools
import sys

from werkzeug.exceptions import HTTPException

from .globals import _cv_app, _cv_request
from .signals import appcontext_popped, appcontext_pushed

_unset = object()


class _AppCtxGlobals:
    def get(self, name, default=None):
        return self.__dict__.get(name, default)

    def pop(self, name, default=_unset):
        return self.__dict__.pop(name) if default is _unset else self.__dict__.pop(name, default)

    def setdefault(self, name, default=None):
        return self.__dict__.setdefault(name, default)

    def __contains__(self, item):
        return item in self.__dict__

    def __iter__(self):
        return iter(self.__dict__)

    def __repr__(self):
        ctx = _cv_app.get(None)
        return object.__repr__(self) if ctx is None else f"<flask.g of '{ctx.app.name}'>"


def after_this_request(f):
    ctx = _cv_request.get(None)
    if ctx is None:
        raise RuntimeError("'after_this_request' can only be used when a request context is active, such as in a view function.")
    ctx._after_request_functions.append(f)
    return f


def copy_current_request_context(f):
    ctx = _cv_request.get(None)
    if ctx is None:
        raise RuntimeError("'copy_current_request_context' can only be used when a request context is active, such as in a view function.")
    copy = RequestContext(ctx.app, ctx.request.environ, ctx.request, ctx.session)

    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        with copy:
            return copy.app.ensure_sync(f)(*args, **kwargs)

    return wrapper


def has_request_context():
    return _cv_request.get(None) is not None


def has_app_context():
    return _cv_app.get(None) is not None


class AppContext:
    def __init__(self, app):
        self.app, self.url_adapter, self.g = app, app.create_url_adapter(None), app.app_ctx_globals_class()
        self._tokens = []

    def push(self):
        self._tokens.append(_cv_app.set(self))
        appcontext_pushed.send(self.app)

    def pop(self, exc=_unset):
        try:
            if len(self._tokens) == 1:
                self.app.do_teardown_appcontext(sys.exc_info()[1] if exc is _unset else exc)
        finally:
            _cv_app.reset(self._tokens.pop())
        appcontext_popped.send(self.app)

    def __enter__(self):
        self.push()
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.pop(exc_value)


class RequestContext:
    def __init__(self, app, environ, request=None, session=None):
        self.app, self.request = app, request or app.request_class(environ)
        self.request.json_module = app.json
        self.request.on_json_loading_failed_debug = app.debug
        self.url_adapter, self.session, self.flashes = None, session, None
        try:
            self.url_adapter = app.create_url_adapter(self.request)
        except HTTPException as e:
            self.request.routing_exception = e
        self._after_request_functions, self._tokens = [], []

    def copy(self):
        return RequestContext(self.app, self.request.environ, self.request, self.session)

    def match_request(self):
        try:
            self.request.url_rule, self.request.view_args = self.url_adapter.match(return_rule=True)
        except HTTPException as e:
            self.request.routing_exception = e

    def push(self):
        app_ctx = _cv_app.get(None)
        if app_ctx is None or app_ctx.app is not self.app:
            app_ctx = self.app.app_context()
            app_ctx.push()
        else:
            app_ctx = None
        self._tokens.append((_cv_request.set(self), app_ctx))
        if self.session is None:
            self.session = self.app.session_interface.open_session(self.app, self.request)
            if self.session is None:
                self.session = self.app.session_interface.make_null_session(self.app)
        if self.url_adapter is not None:
            self.match_request()

    def pop(self, exc=_unset):
        token, app_ctx = self._tokens[-1]
        try:
            if len(self._tokens) == 1:
                self.app.do_teardown_request(sys.exc_info()[1] if exc is _unset else exc)
        finally:
            self._tokens.pop()
            _cv_request.reset(token)
            if app_ctx is not None:
                app_ctx.pop(exc)

    def __enter__(self):
        self.push()
        return self

    def __exit__(self, exc_type, exc_value, tb):
        self.pop(exc_value)

    def __repr__(self):
        return f"<RequestContext {self.request.url!r} [{self.request.method}] of {self.app.name}>"
