"""What an application and a blueprint have in common: routes, hooks, error handlers, folders."""
import os
import sys
from collections import defaultdict
from functools import cached_property

from jinja2 import FileSystemLoader
from werkzeug.exceptions import HTTPException, default_exceptions

_missing = object()


def get_root_path(import_name):
    module = sys.modules.get(import_name)
    file = getattr(module, "__file__", None)
    if file:
        return os.path.dirname(os.path.abspath(file))
    return os.getcwd()


def _endpoint_from_view_func(view_func):
    assert view_func is not None, "expected view func if endpoint is not provided."
    return view_func.__name__


def setupmethod(f):
    def wrapper(self, *args, **kwargs):
        self._check_setup_finished(f.__name__)
        return f(self, *args, **kwargs)

    wrapper.__name__, wrapper.__doc__ = f.__name__, f.__doc__
    return wrapper


class Scaffold:
    def __init__(self, import_name, static_folder=None, static_url_path=None, template_folder=None, root_path=None):
        self.import_name, self.template_folder = import_name, template_folder
        self.root_path = root_path or get_root_path(import_name)
        self._static_folder, self._static_url_path = static_folder, static_url_path
        self.view_functions, self.error_handler_spec = {}, defaultdict(lambda: defaultdict(dict))
        self.before_request_funcs, self.after_request_funcs = defaultdict(list), defaultdict(list)
        self.teardown_request_funcs, self.template_context_processors = defaultdict(list), defaultdict(list)
        self.url_value_preprocessors, self.url_default_functions = defaultdict(list), defaultdict(list)

    @property
    def static_folder(self):
        return None if self._static_folder is None else os.path.join(self.root_path, os.fspath(self._static_folder).rstrip("/"))

    @static_folder.setter
    def static_folder(self, value):
        self._static_folder = value

    has_static_folder = property(lambda self: self.static_folder is not None)

    @property
    def static_url_path(self):
        if self._static_url_path is not None:
            return self._static_url_path
        return None if self.static_folder is None else f"/{os.path.basename(self.static_folder)}".rstrip("/")

    def send_static_file(self, filename):
        from .helpers import send_from_directory

        if not self.has_static_folder:
            raise RuntimeError("'static_folder' must be set to serve static_files.")
        return send_from_directory(self.static_folder, filename)

    def get_send_file_max_age(self, filename):
        from .globals import current_app

        value = current_app.config["SEND_FILE_MAX_AGE_DEFAULT"]
        return None if value is None else int(getattr(value, "total_seconds", lambda: value)())

    @cached_property
    def jinja_loader(self):
        return None if self.template_folder is None else FileSystemLoader(os.path.join(self.root_path, self.template_folder))

    def open_resource(self, resource, mode="rb", encoding=None):
        return open(os.path.join(self.root_path, resource), mode, encoding=encoding)

    @setupmethod
    def route(self, rule, **options):
        def decorator(f):
            endpoint = options.pop("endpoint", None)
            self.add_url_rule(rule, endpoint, f, **options)
            return f

        return decorator

    def _method_route(self, method, rule, options):
        if "methods" in options:
            raise TypeError("Use the 'route' decorator to use the 'methods' argument.")
        return self.route(rule, methods=[method], **options)

    def get(self, rule, **options):
        return self._method_route("GET", rule, options)

    def post(self, rule, **options):
        return self._method_route("POST", rule, options)

    def put(self, rule, **options):
        return self._method_route("PUT", rule, options)

    def delete(self, rule, **options):
        return self._method_route("DELETE", rule, options)

    def patch(self, rule, **options):
        return self._method_route("PATCH", rule, options)

    def endpoint(self, endpoint):
        def decorator(f):
            self.view_functions[endpoint] = f
            return f

        return decorator

    @setupmethod
    def before_request(self, f):
        self.before_request_funcs[None].append(f)
        return f

    @setupmethod
    def after_request(self, f):
        self.after_request_funcs[None].append(f)
        return f

    @setupmethod
    def teardown_request(self, f):
        self.teardown_request_funcs[None].append(f)
        return f

    @setupmethod
    def context_processor(self, f):
        self.template_context_processors[None].append(f)
        return f

    @setupmethod
    def url_value_preprocessor(self, f):
        self.url_value_preprocessors[None].append(f)
        return f

    @setupmethod
    def url_defaults(self, f):
        self.url_default_functions[None].append(f)
        return f

    @setupmethod
    def errorhandler(self, code_or_exception):
        def decorator(f):
            self.register_error_handler(code_or_exception, f)
            return f

        return decorator

    @setupmethod
    def register_error_handler(self, code_or_exception, f):
        cls, code = self._get_exc_class_and_code(code_or_exception)
        self.error_handler_spec[None][code][cls] = f

    @staticmethod
    def _get_exc_class_and_code(what):
        if isinstance(what, int):
            if what not in default_exceptions:
                raise ValueError(f"'{what}' is not a recognized HTTP error code. Use a subclass of HTTPException with that code instead.")
            what = default_exceptions[what]
        if isinstance(what, Exception):
            raise TypeError(f"{what!r} is an instance, not a class. Handlers can only be registered for Exception classes or HTTP error codes.")
        if not issubclass(what, Exception):
            raise ValueError(f"'{what.__name__}' is not a subclass of Exception.")
        return (what, what.code) if issubclass(what, HTTPException) else (what, None)
