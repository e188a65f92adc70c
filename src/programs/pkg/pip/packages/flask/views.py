from .globals import current_app, request

http_method_funcs = ("get", "post", "head", "options", "delete", "put", "trace", "patch")


class View:
    methods = None
    provide_automatic_options = None
    decorators = []
    init_every_request = True

    def dispatch_request(self):
        raise NotImplementedError

    @classmethod
    def as_view(cls, name, *class_args, **class_kwargs):
        once = None if cls.init_every_request else cls(*class_args, **class_kwargs)

        def view(**kwargs):
            self = once or cls(*class_args, **class_kwargs)
            return current_app.ensure_sync(self.dispatch_request)(**kwargs)

        view.__name__, view.__module__ = name, cls.__module__
        for decorator in cls.decorators:
            view = decorator(view)
            view.__name__ = name
        view.view_class, view.__doc__ = cls, cls.__doc__
        view.methods, view.provide_automatic_options = cls.methods, cls.provide_automatic_options
        return view


class MethodView(View):
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "methods" not in cls.__dict__:
            found = {m.upper() for m in http_method_funcs if hasattr(cls, m)}
            if found:
                cls.methods = found

    def dispatch_request(self, **kwargs):
        method = getattr(self, request.method.lower(), None)
        if method is None and request.method == "HEAD":
            method = getattr(self, "get", None)
        assert method is not None, f"Unimplemented method {request.method!r}"
        return current_app.ensure_sync(method)(**kwargs)
