import inspect
import os
import sys
from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from urllib.parse import quote

from werkzeug.exceptions import BadRequest, BadRequestKeyError, HTTPException, InternalServerError, RequestRedirect
from werkzeug.datastructures import ImmutableDict
from werkzeug.routing import BuildError, Map, Rule
from werkzeug.test import create_environ
from werkzeug.utils import redirect as _redirect
from werkzeug.wrappers import Response as BaseResponse

from . import cli
from .config import Config, ConfigAttribute
from .ctx import AppContext, RequestContext, _AppCtxGlobals
from .globals import _cv_app, _cv_request, g, request, request_ctx, session
from .helpers import get_debug_flag, get_flashed_messages
from .json.provider import DefaultJSONProvider
from .logging import create_logger
from .scaffold import Scaffold, _endpoint_from_view_func, setupmethod
from .sessions import SecureCookieSessionInterface
from .signals import appcontext_tearing_down, got_request_exception, request_finished, request_started, request_tearing_down
from .templating import DispatchingJinjaLoader, Environment, _default_template_ctx_processor
from .wrappers import Request, Response


def _timedelta(value):
    return value if value is None or isinstance(value, timedelta) else timedelta(seconds=value)


class Flask(Scaffold):
    request_class, response_class = Request, Response
    jinja_environment, json_provider_class = Environment, DefaultJSONProvider
    app_ctx_globals_class, config_class, url_rule_class, url_map_class = _AppCtxGlobals, Config, Rule, Map
    session_interface = SecureCookieSessionInterface()
    test_client_class = test_cli_runner_class = None
    testing, secret_key = ConfigAttribute("TESTING"), ConfigAttribute("SECRET_KEY")
    permanent_session_lifetime = ConfigAttribute("PERMANENT_SESSION_LIFETIME", _timedelta)
    jinja_options = {}
    default_config = ImmutableDict(
        {
            "DEBUG": None, "TESTING": False, "PROPAGATE_EXCEPTIONS": None, "SECRET_KEY": None, "SECRET_KEY_FALLBACKS": None,
            "PERMANENT_SESSION_LIFETIME": timedelta(days=31), "USE_X_SENDFILE": False, "TRUSTED_HOSTS": None, "SERVER_NAME": None,
            "APPLICATION_ROOT": "/", "SESSION_COOKIE_NAME": "session", "SESSION_COOKIE_DOMAIN": None, "SESSION_COOKIE_PATH": None,
            "SESSION_COOKIE_HTTPONLY": True, "SESSION_COOKIE_SECURE": False, "SESSION_COOKIE_PARTITIONED": False,
            "SESSION_COOKIE_SAMESITE": None, "SESSION_REFRESH_EACH_REQUEST": True, "MAX_CONTENT_LENGTH": None,
            "MAX_FORM_MEMORY_SIZE": 500_000, "MAX_FORM_PARTS": 1_000,
            "SEND_FILE_MAX_AGE_DEFAULT": None, "TRAP_BAD_REQUEST_ERRORS": None, "TRAP_HTTP_EXCEPTIONS": False,
            "EXPLAIN_TEMPLATE_LOADING": False, "PREFERRED_URL_SCHEME": "http", "TEMPLATES_AUTO_RELOAD": None, "MAX_COOKIE_SIZE": 4093,
            "PROVIDE_AUTOMATIC_OPTIONS": True,
        }
    )

    def __init__(
        self, import_name, static_url_path=None, static_folder="static", static_host=None, host_matching=False, subdomain_matching=False,
        template_folder="templates", instance_path=None, instance_relative_config=False, root_path=None,
    ):
        super().__init__(import_name, static_folder, static_url_path, template_folder, root_path)
        self.instance_path = instance_path or self._auto_instance_path()
        self.config = self.config_class(self.instance_path if instance_relative_config else self.root_path, dict(self.default_config, DEBUG=get_debug_flag()))
        self.json = self.json_provider_class(self)
        self.url_map, self.blueprints, self.extensions = self.url_map_class(), {}, {}
        self.url_build_error_handlers, self.teardown_appcontext_funcs, self.shell_context_processors = [], [], []
        self.template_context_processors[None].append(_default_template_ctx_processor)
        self._got_first_request, self.aborter = False, None
        self.cli = cli.AppGroup()
        self.cli.name = self.name
        if self.has_static_folder:
            self.add_url_rule(f"{self.static_url_path}/<path:filename>", endpoint="static", view_func=lambda **kw: self.send_static_file(**kw))

    def _auto_instance_path(self):
        # A package's lies beside it, an installed one's below the prefix.
        name = self.import_name.partition(".")[0]
        folder = self.root_path
        if hasattr(sys.modules.get(self.import_name), "__path__") or "." in self.import_name:
            top = getattr(sys.modules.get(name), "__file__", None)
            folder = os.path.dirname(os.path.dirname(os.path.abspath(top))) if top else os.path.dirname(self.root_path)
        if folder.startswith(sys.prefix + "/lib"):
            return os.path.join(sys.prefix, "var", f"{self.name}-instance")
        return os.path.join(folder, "instance")

    def _check_setup_finished(self, name):
        if self._got_first_request:
            raise AssertionError(
                f"The setup method '{name}' can no longer be called on the application. It has already handled its first request, any changes will not be applied consistently.\n"
                "Make sure all imports, decorators, functions, etc. needed to set up the application are done before running it."
            )

    @cached_property
    def name(self):
        if self.import_name == "__main__":
            file = getattr(sys.modules["__main__"], "__file__", None)
            return "__main__" if file is None else os.path.splitext(os.path.basename(file))[0]
        return self.import_name

    @cached_property
    def logger(self):
        return create_logger(self)

    @property
    def debug(self):
        return self.config["DEBUG"]

    @debug.setter
    def debug(self, value):
        self.config["DEBUG"] = value

    # templates
    @cached_property
    def jinja_env(self):
        options = dict(self.jinja_options)
        options.setdefault("autoescape", self.select_jinja_autoescape)
        env = self.jinja_environment(self, **options)
        env.globals.update(url_for=self.url_for, get_flashed_messages=get_flashed_messages, config=self.config, request=request, session=session, g=g)
        env.policies["json.dumps_function"] = self.json.dumps
        return env

    def create_global_jinja_loader(self):
        return DispatchingJinjaLoader(self)

    def select_jinja_autoescape(self, filename):
        return True if filename is None else filename.endswith((".html", ".htm", ".xml", ".xhtml", ".svg"))

    def update_template_context(self, context):
        names = [None]
        if request:
            names += reversed(request.blueprints)
        given = context.copy()
        for name in names:
            for processor in self.template_context_processors.get(name, ()):
                context.update(self.ensure_sync(processor)())
        context.update(given)

    def _template_part(kind):
        def outer(self, name=None):
            if callable(name):
                getattr(self.jinja_env, kind)[name.__name__] = name
                return name

            def decorator(f):
                getattr(self.jinja_env, kind)[name or f.__name__] = f
                return f

            return decorator

        return outer

    template_filter, template_test, template_global = _template_part("filters"), _template_part("tests"), _template_part("globals")
    del _template_part

    def add_template_filter(self, f, name=None):
        self.jinja_env.filters[name or f.__name__] = f

    def add_template_global(self, f, name=None):
        self.jinja_env.globals[name or f.__name__] = f

    def add_template_test(self, f, name=None):
        self.jinja_env.tests[name or f.__name__] = f

    # set up
    @setupmethod
    def register_blueprint(self, blueprint, **options):
        blueprint.register(self, options)

    def iter_blueprints(self):
        return self.blueprints.values()

    @setupmethod
    def add_url_rule(self, rule, endpoint=None, view_func=None, provide_automatic_options=None, **options):
        endpoint = endpoint or _endpoint_from_view_func(view_func)
        methods = options.pop("methods", None) or getattr(view_func, "methods", None) or ("GET",)
        if isinstance(methods, str):
            raise TypeError('Allowed methods must be a list of strings, for example: @app.route(..., methods=["POST"])')
        methods = {m.upper() for m in methods} | set(getattr(view_func, "required_methods", ()))
        if provide_automatic_options is None:
            provide_automatic_options = getattr(view_func, "provide_automatic_options", None)
        if provide_automatic_options is None:
            provide_automatic_options = "OPTIONS" not in methods and self.config["PROVIDE_AUTOMATIC_OPTIONS"]
            if provide_automatic_options:
                methods.add("OPTIONS")
        rule = self.url_rule_class(rule, endpoint=endpoint, methods=methods, **options)
        rule.provide_automatic_options = provide_automatic_options
        self.url_map.add(rule)
        if view_func is not None:
            old = self.view_functions.get(endpoint)
            if old is not None and old != view_func:
                raise AssertionError(f"View function mapping is overwriting an existing endpoint function: {endpoint}")
            self.view_functions[endpoint] = view_func

    @setupmethod
    def teardown_appcontext(self, f):
        self.teardown_appcontext_funcs.append(f)
        return f

    @setupmethod
    def shell_context_processor(self, f):
        self.shell_context_processors.append(f)
        return f

    def make_shell_context(self):
        values = {"app": self, "g": g}
        for processor in self.shell_context_processors:
            values.update(processor())
        return values

    # running
    def run(self, host=None, port=None, debug=None, load_dotenv=True, **options):
        if os.environ.get("FLASK_RUN_FROM_CLI") == "true":
            if os.environ.get("WERKZEUG_RUN_MAIN") != "true":
                print(
                    " * Ignoring a call to 'app.run()' that would block the current 'flask' CLI command.\n"
                    "   Only call 'app.run()' in an 'if __name__ == \"__main__\"' guard.",
                    file=sys.stderr,
                )
            return
        if load_dotenv:
            cli.load_dotenv()
            if "FLASK_DEBUG" in os.environ:
                self.debug = get_debug_flag()
        if debug is not None:
            self.debug = bool(debug)
        server_name = self.config.get("SERVER_NAME") or ""
        name, _, number = server_name.partition(":")
        host = host or name or "127.0.0.1"
        port = int(port) if port is not None and (port or port == 0) else int(number) if number else 5000
        options.setdefault("use_reloader", self.debug)
        options.setdefault("use_debugger", self.debug)
        options.setdefault("threaded", True)
        cli.show_server_banner(self.debug, self.name)
        from werkzeug.serving import run_simple

        try:
            run_simple(host, port, self, **options)
        finally:
            self._got_first_request = False

    def test_client(self, use_cookies=True, **kwargs):
        from .testing import FlaskClient

        return (self.test_client_class or FlaskClient)(self, self.response_class, use_cookies=use_cookies, **kwargs)

    def test_cli_runner(self, **kwargs):
        from .testing import FlaskCliRunner

        return (self.test_cli_runner_class or FlaskCliRunner)(self, **kwargs)

    # one request
    def handle_http_exception(self, e):
        if e.code is None or isinstance(e, RequestRedirect):
            return e
        handler = self._find_error_handler(e, request.blueprints)
        return e if handler is None else self.ensure_sync(handler)(e)

    def _find_error_handler(self, e, blueprints):
        exc_class, code = self._get_exc_class_and_code(type(e))
        for c in (code, None) if code is not None else (None,):
            for name in (*blueprints, None):
                handlers = self.error_handler_spec[name][c]
                for cls in exc_class.__mro__:
                    if cls in handlers:
                        return handlers[cls]
        return None

    def handle_user_exception(self, e):
        if isinstance(e, BadRequestKeyError) and self.debug:
            e.show_exception = True
        if isinstance(e, HTTPException) and not self.trap_http_exception(e):
            return self.handle_http_exception(e)
        handler = self._find_error_handler(e, request.blueprints)
        if handler is None:
            raise
        return self.ensure_sync(handler)(e)

    def trap_http_exception(self, e):
        """Whether an error's answer is kept back, so that the exception shows in the debugger."""
        if self.config["TRAP_HTTP_EXCEPTIONS"]:
            return True
        trap = self.config["TRAP_BAD_REQUEST_ERRORS"]
        if trap is None:
            return bool(self.debug) and isinstance(e, BadRequestKeyError)
        return bool(trap) and isinstance(e, BadRequest)

    def handle_exception(self, e):
        exc_info = sys.exc_info()
        got_request_exception.send(self, exception=e)
        propagate = self.config["PROPAGATE_EXCEPTIONS"]
        if propagate is None:
            propagate = self.testing or self.debug
        if propagate:
            if exc_info[1] is e:
                raise
            raise e
        self.log_exception(exc_info)
        error = InternalServerError(original_exception=e)
        handler = self._find_error_handler(error, request.blueprints)
        if handler is not None:
            error = self.ensure_sync(handler)(error)
        return self.finalize_request(error, from_error_handler=True)

    def log_exception(self, exc_info):
        self.logger.error(f"Exception on {request.path} [{request.method}]", exc_info=exc_info)

    def dispatch_request(self):
        req = request_ctx.request
        if req.routing_exception is not None:
            self.raise_routing_exception(req)
        rule = req.url_rule
        if getattr(rule, "provide_automatic_options", False) and req.method == "OPTIONS":
            return self.make_default_options_response()
        return self.ensure_sync(self.view_functions[rule.endpoint])(**req.view_args)

    def raise_routing_exception(self, request):
        raise request.routing_exception

    def full_dispatch_request(self):
        self._got_first_request = True
        try:
            request_started.send(self)
            rv = self.preprocess_request()
            if rv is None:
                rv = self.dispatch_request()
        except Exception as e:
            rv = self.handle_user_exception(e)
        return self.finalize_request(rv)

    def finalize_request(self, rv, from_error_handler=False):
        response = self.make_response(rv)
        try:
            response = self.process_response(response)
            request_finished.send(self, response=response)
        except Exception:
            if not from_error_handler:
                raise
            self.logger.exception("Request finalizing failed with an error while handling an error")
        return response

    def make_default_options_response(self):
        response = self.response_class()
        response.headers["Allow"] = ", ".join(request_ctx.url_adapter.allowed_methods())
        return response

    def ensure_sync(self, func):
        if inspect.iscoroutinefunction(func):
            import asyncio

            return lambda *args, **kwargs: asyncio.run(func(*args, **kwargs))
        return func

    def make_response(self, rv):
        status = headers = None
        if isinstance(rv, tuple):
            if len(rv) == 3:
                rv, status, headers = rv
            elif len(rv) == 2:
                if isinstance(rv[1], (dict, list, tuple)) or hasattr(rv[1], "to_wsgi_list"):
                    rv, headers = rv
                else:
                    rv, status = rv
            else:
                raise TypeError("The view function did not return a valid response tuple. The tuple must have the form (body, status, headers), (body, status), or (body, headers).")
        if rv is None:
            raise TypeError(f"The view function for {request.endpoint!r} did not return a valid response. The function either returned None or ended without a return statement.")
        if not isinstance(rv, self.response_class):
            if isinstance(rv, (str, bytes, bytearray)) or isinstance(rv, Iterator):
                rv, status, headers = self.response_class(rv, status=status, headers=headers), None, None
            elif isinstance(rv, (dict, list)):
                rv = self.json.response(rv)
            elif isinstance(rv, BaseResponse) or callable(rv):
                try:
                    rv = self.response_class.force_type(rv, request.environ)
                except TypeError as e:
                    raise TypeError(f"{e}\nThe view function did not return a valid response. The return type must be a string, dict, list, tuple with headers or status, Response instance, or WSGI callable, but it was a {type(rv).__name__}.") from None
            else:
                raise TypeError(f"The view function did not return a valid response. The return type must be a string, dict, list, tuple with headers or status, Response instance, or WSGI callable, but it was a {type(rv).__name__}.")
        if status is not None:
            if isinstance(status, (str, bytes)):
                rv.status = status
            else:
                rv.status_code = status
        if headers:
            rv.headers.update(headers)
        return rv

    def preprocess_request(self):
        names = (None, *reversed(request.blueprints))
        for name in names:
            for f in self.url_value_preprocessors.get(name, ()):
                f(request.endpoint, request.view_args)
        for name in names:
            for f in self.before_request_funcs.get(name, ()):
                rv = self.ensure_sync(f)()
                if rv is not None:
                    return rv
        return None

    def process_response(self, response):
        ctx = request_ctx._get_current_object()
        for f in ctx._after_request_functions:
            response = self.ensure_sync(f)(response)
        for name in (*request.blueprints, None):
            for f in reversed(self.after_request_funcs.get(name, ())):
                response = self.ensure_sync(f)(response)
        if not self.session_interface.is_null_session(ctx.session):
            self.session_interface.save_session(self, ctx.session, response)
        return response

    def do_teardown_request(self, exc=None):
        for name in (*request.blueprints, None):
            for f in reversed(self.teardown_request_funcs.get(name, ())):
                self.ensure_sync(f)(exc)
        request_tearing_down.send(self, exc=exc)

    def do_teardown_appcontext(self, exc=None):
        for f in reversed(self.teardown_appcontext_funcs):
            self.ensure_sync(f)(exc)
        appcontext_tearing_down.send(self, exc=exc)

    # contexts
    def app_context(self):
        return AppContext(self)

    def request_context(self, environ):
        return RequestContext(self, environ)

    def test_request_context(self, *args, **kwargs):
        kwargs.setdefault("base_url", f"http://{self.config['SERVER_NAME'] or 'localhost'}/")
        return RequestContext(self, create_environ(*args, **kwargs))

    def create_url_adapter(self, request):
        if request is not None:
            return self.url_map.bind_to_environ(request.environ)
        if self.config["SERVER_NAME"] is not None:
            return self.url_map.bind(self.config["SERVER_NAME"], script_name=self.config["APPLICATION_ROOT"], url_scheme=self.config["PREFERRED_URL_SCHEME"])
        return None

    def url_for(self, endpoint, *, _anchor=None, _method=None, _scheme=None, _external=None, **values):
        req_ctx = _cv_request.get(None)
        if req_ctx is not None:
            adapter = req_ctx.url_adapter
            if endpoint[:1] == ".":
                endpoint = f"{req_ctx.request.blueprint}{endpoint}" if req_ctx.request.blueprint else endpoint[1:]
            external = _scheme is not None if _external is None else _external
        else:
            app_ctx = _cv_app.get(None)
            adapter = app_ctx.url_adapter if app_ctx is not None else self.create_url_adapter(None)
            if adapter is None:
                raise RuntimeError("Unable to build URLs outside an active request without 'SERVER_NAME' configured. Also configure 'APPLICATION_ROOT' and 'PREFERRED_URL_SCHEME' as needed.")
            external = True if _external is None else _external
        self.inject_url_defaults(endpoint, values)
        try:
            url = adapter.build(endpoint, values, method=_method, url_scheme=_scheme, force_external=external)
        except BuildError as error:
            values.update(_anchor=_anchor, _method=_method, _scheme=_scheme, _external=_external)
            return self.handle_url_build_error(error, endpoint, values)
        return url if _anchor is None else f"{url}#{quote(_anchor, safe='%!#$&()*+,/:;=?@~')}"

    def inject_url_defaults(self, endpoint, values):
        names = [None, *([p for p in [endpoint.rpartition(".")[0]] if p])]
        for name in names:
            for f in self.url_default_functions.get(name, ()):
                f(endpoint, values)

    def handle_url_build_error(self, error, endpoint, values):
        for handler in self.url_build_error_handlers:
            try:
                rv = handler(error, endpoint, values)
            except BuildError as e:
                error = e
            else:
                if rv is not None:
                    return rv
        raise error

    def redirect(self, location, code=302):
        return _redirect(location, code, self.response_class)

    def wsgi_app(self, environ, start_response):
        ctx = self.request_context(environ)
        error = None
        try:
            try:
                ctx.push()
                response = self.full_dispatch_request()
            except Exception as e:
                error = e
                response = self.handle_exception(e)
            return response(environ, start_response)
        finally:
            keep = environ.get("werkzeug.debug.preserve_context")
            if keep is None:
                ctx.pop(error)
            else:
                keep(ctx)

    def __call__(self, environ, start_response):
        return self.wsgi_app(environ, start_response)

    def __repr__(self):
        return f"<{type(self).__name__} '{self.name}'>"


__all__ = ["Flask"]
