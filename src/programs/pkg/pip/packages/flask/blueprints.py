from .scaffold import Scaffold, _endpoint_from_view_func


class BlueprintSetupState:
    def __init__(self, blueprint, app, options, first_registration):
        self.app, self.blueprint, self.options, self.first_registration = app, blueprint, options, first_registration
        self.subdomain = options.get("subdomain") or blueprint.subdomain
        self.url_prefix = options.get("url_prefix") if options.get("url_prefix") is not None else blueprint.url_prefix
        self.name, self.name_prefix = options.get("name", blueprint.name), options.get("name_prefix", "")
        self.url_defaults = {**blueprint.url_values_defaults, **options.get("url_defaults", {})}

    def add_url_rule(self, rule, endpoint=None, view_func=None, **options):
        if self.url_prefix is not None:
            rule = "/".join((self.url_prefix.rstrip("/"), rule.lstrip("/"))) if rule else self.url_prefix
        if endpoint is None:
            endpoint = _endpoint_from_view_func(view_func)
        defaults = {**self.url_defaults, **options.pop("defaults", {})} if "defaults" in options or self.url_defaults else None
        self.app.add_url_rule(rule, f"{self.name_prefix}.{self.name}.{endpoint}".lstrip("."), view_func, defaults=defaults, **options)


class Blueprint(Scaffold):
    def __init__(self, name, import_name, static_folder=None, static_url_path=None, template_folder=None, url_prefix=None, subdomain=None, url_defaults=None, root_path=None, cli_group=None):
        super().__init__(import_name, static_folder, static_url_path, template_folder, root_path)
        if not name:
            raise ValueError("'name' may not be empty.")
        if "." in name:
            raise ValueError("'name' may not contain a dot '.' character.")
        self.name, self.url_prefix, self.subdomain = name, url_prefix, subdomain
        self.url_values_defaults, self.deferred_functions, self._nested, self._registered = url_defaults or {}, [], [], False
        from .cli import AppGroup

        self.cli, self.cli_group = AppGroup(), cli_group

    def _check_setup_finished(self, name):
        if self._registered:
            raise AssertionError(
                f"The setup method '{name}' can no longer be called on the blueprint '{self.name}'. It has already been registered at least once, "
                "any changes will not be applied consistently.\nMake sure all imports, decorators, functions, etc. needed to set up the blueprint are done before registering it."
            )

    @property
    def static_url_path(self):
        if self._static_url_path is not None:
            return self._static_url_path
        return Scaffold.static_url_path.fget(self)

    def record(self, func):
        self._check_setup_finished("record")
        self.deferred_functions.append(func)

    def record_once(self, func):
        self.record(lambda state: func(state) if state.first_registration else None)

    def add_url_rule(self, rule, endpoint=None, view_func=None, provide_automatic_options=None, **options):
        self._check_setup_finished("add_url_rule")
        if endpoint and "." in endpoint:
            raise ValueError("'endpoint' may not contain a dot '.' character.")
        if view_func and hasattr(view_func, "__name__") and "." in view_func.__name__:
            raise ValueError("'view_func' name may not contain a dot '.' character.")
        self.record(lambda s: s.add_url_rule(rule, endpoint, view_func, provide_automatic_options=provide_automatic_options, **options))

    def endpoint(self, endpoint):
        def decorator(f):
            self.record_once(lambda s: s.app.view_functions.__setitem__(f"{s.name}.{endpoint}", f))
            return f

        return decorator

    def register_blueprint(self, blueprint, **options):
        if blueprint is self:
            raise ValueError("Cannot register a blueprint on itself")
        self._nested.append((blueprint, options))

    def make_setup_state(self, app, options, first_registration=False):
        return BlueprintSetupState(self, app, options, first_registration)

    def register(self, app, options):
        prefix = options.get("name_prefix", "")
        name = f"{prefix}.{options.get('name', self.name)}".lstrip(".")
        if name in app.blueprints:
            same = app.blueprints[name] is self
            raise ValueError(
                f"The name '{name}' is already registered for {'this' if same else 'a different'} blueprint{'' if same else f' {app.blueprints[name]!r}'}."
                f" Use 'name=' to provide a unique name."
            )
        first = self not in app.blueprints.values()
        app.blueprints[name] = self
        self._registered = True
        state = self.make_setup_state(app, options, first)
        if self.has_static_folder:
            state.add_url_rule(f"{self.static_url_path}/<path:filename>", view_func=self.send_static_file, endpoint="static")
        self._merge(app, name)
        for function in self.deferred_functions:
            function(state)
        if self.cli.commands:
            group = options.get("cli_group", self.cli_group) or name
            self.cli.name = group
            app.cli.add_command(self.cli, group)
        for blueprint, inner in self._nested:
            inner = dict(inner)
            own = inner.get("url_prefix") if inner.get("url_prefix") is not None else blueprint.url_prefix
            if state.url_prefix is not None and own is not None:
                inner["url_prefix"] = state.url_prefix.rstrip("/") + "/" + own.lstrip("/")
            elif state.url_prefix is not None:
                inner["url_prefix"] = state.url_prefix
            inner["name_prefix"] = name
            blueprint.register(app, inner)

    def _merge(self, app, name):
        for kind in ("before_request_funcs", "after_request_funcs", "teardown_request_funcs", "template_context_processors", "url_value_preprocessors", "url_default_functions"):
            if getattr(self, kind)[None]:
                getattr(app, kind)[name].extend(getattr(self, kind)[None])
        for code, handlers in self.error_handler_spec[None].items():
            app.error_handler_spec[name][code].update(handlers)

    def _app_hook(kind):
        def method(self, f):
            self.record_once(lambda s: getattr(s.app, kind)[None].append(f))
            return f

        return method

    before_app_request = _app_hook("before_request_funcs")
    after_app_request = _app_hook("after_request_funcs")
    teardown_app_request = _app_hook("teardown_request_funcs")
    app_context_processor = _app_hook("template_context_processors")
    app_url_value_preprocessor = _app_hook("url_value_preprocessors")
    app_url_defaults = _app_hook("url_default_functions")
    del _app_hook

    def app_errorhandler(self, code):
        def decorator(f):
            self.record_once(lambda s: s.app.errorhandler(code)(f))
            return f

        return decorator

    def _app_template(kind):
        def outer(self, name=None):
            def decorator(f):
                self.record_once(lambda s: getattr(s.app.jinja_env, kind).__setitem__(name or f.__name__, f))
                return f

            return decorator

        return outer

    app_template_filter, app_template_test, app_template_global = _app_template("filters"), _app_template("tests"), _app_template("globals")
    del _app_template

    def __repr__(self):
        return f"<{type(self).__name__} '{self.name}'>"
