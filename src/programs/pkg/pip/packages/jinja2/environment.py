from markupsafe import Markup

from .exceptions import TemplateNotFound, TemplatesNotFound, TemplateSyntaxError, UndefinedError, raise_at
from .filters import FILTERS, TESTS
from .lexer import tokenize
from .runtime import Context, Scope, Undefined
from .statements import Parser
from .utils import Cycler, Joiner, Namespace


class Environment:
    def __init__(
        self, block_start_string="{%", block_end_string="%}", variable_start_string="{{", variable_end_string="}}",
        comment_start_string="{#", comment_end_string="#}", line_statement_prefix=None, line_comment_prefix=None,
        trim_blocks=False, lstrip_blocks=False, newline_sequence="\n", keep_trailing_newline=False, extensions=(),
        optimized=True, undefined=Undefined, finalize=None, autoescape=False, loader=None, cache_size=400,
        auto_reload=True, bytecode_cache=None, enable_async=False,
    ):
        if line_statement_prefix or line_comment_prefix or enable_async:
            raise NotImplementedError("drydock: line statements and asynchronous templates are not simulated")
        self.block_start_string, self.block_end_string = block_start_string, block_end_string
        self.variable_start_string, self.variable_end_string = variable_start_string, variable_end_string
        self.comment_start_string, self.comment_end_string = comment_start_string, comment_end_string
        self.trim_blocks, self.lstrip_blocks = trim_blocks, lstrip_blocks
        self.keep_trailing_newline, self.newline_sequence = keep_trailing_newline, newline_sequence
        self.undefined, self.finalize, self.autoescape = undefined, finalize, autoescape
        self.loader, self.auto_reload, self.cache = loader, auto_reload, {}
        self.filters, self.tests, self.extension_tags = dict(FILTERS), dict(TESTS), set()
        self.globals = {"range": range, "dict": dict, "cycler": Cycler, "joiner": Joiner, "namespace": Namespace}
        self.policies = {"json.dumps_function": None, "json.dumps_kwargs": {"sort_keys": True}}
        self.template_class = Template
        for extension in extensions:
            self.add_extension(extension)

    def add_extension(self, extension):
        name = extension if isinstance(extension, str) else extension.__name__
        if name not in ("jinja2.ext.do", "jinja2.ext.autoescape", "jinja2.ext.with_"):
            raise NotImplementedError(f"drydock: the extension {name} is not simulated")
        self.extension_tags.add(name.rpartition(".")[2])

    def overlay(self, **options):
        copy = object.__new__(type(self))
        copy.__dict__.update(self.__dict__, cache={}, **options)
        return copy

    # attributes first for `.`, items first for `[]`
    def getattr(self, obj, attribute):
        try:
            return getattr(obj, attribute)
        except AttributeError:
            pass
        try:
            return obj[attribute]
        except (TypeError, LookupError, AttributeError):
            return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj, key):
        try:
            return obj[key]
        except (AttributeError, TypeError, LookupError):
            if isinstance(key, str):
                try:
                    return getattr(obj, key)
                except AttributeError:
                    pass
            return self.undefined(obj=obj, name=key)

    def parse_source(self, source, name=None, filename=None):
        tokens = tokenize(source, self, name, filename)
        return Parser(tokens, self, name, filename, source).parse_template()

    def compile_expression(self, source, undefined_to_none=True):
        template = self.from_string("{{ " + source + " }}")

        def evaluate(*args, **kwargs):
            parser = Parser(tokenize("{{ " + source + " }}", self), self)
            parser.next()
            value = parser.parse_tuple()(Scope(template.new_context(dict(*args, **kwargs)), dict(self.globals, **dict(*args, **kwargs))))
            return None if undefined_to_none and isinstance(value, Undefined) else value

        return evaluate

    def from_string(self, source, globals=None, template_class=None):
        template = Template(source, environment=self)
        template.globals.update(globals or {})
        return template

    def get_template(self, name, parent=None, globals=None):
        if isinstance(name, Template):
            return name
        if self.loader is None:
            raise TypeError("no loader for this environment specified")
        found = self.cache.get(name)
        if found is None or (self.auto_reload and not found.is_up_to_date):
            found = self.cache[name] = self.loader.load(self, name, self.globals)
        if globals:
            found.globals.update(globals)
        return found

    def select_template(self, names, parent=None, globals=None):
        names = list(names)
        if not names:
            raise TemplatesNotFound(message="Tried to select from an empty list of templates.")
        for name in names:
            try:
                return self.get_template(name, parent, globals)
            except TemplateNotFound:
                continue
        raise TemplatesNotFound(names)

    def get_or_select_template(self, name, parent=None, globals=None):
        if isinstance(name, Undefined):
            name._fail_with_undefined_error()
        if isinstance(name, (str, Template)):
            return self.get_template(name, parent, globals)
        return self.select_template(name, parent, globals)

    def list_templates(self, extensions=None, filter_func=None):
        names = self.loader.list_templates()
        if extensions:
            names = [n for n in names if n.rpartition(".")[2] in extensions]
        return [n for n in names if filter_func is None or filter_func(n)]


class Template:
    def __init__(self, source, environment=None, name=None, filename=None, uptodate=None, **options):
        self.environment = environment or Environment(**options)
        self.name, self.filename, self._uptodate, self.globals = name, filename, uptodate, {}
        try:
            self.root, self.blocks, self.parent = self.environment.parse_source(source, name, filename)
        except TemplateSyntaxError as e:
            raise_at(e.with_traceback(None), filename, e.lineno, "template")

    @property
    def is_up_to_date(self):
        return self._uptodate is None or self._uptodate()

    def new_context(self, variables):
        auto = self.environment.autoescape
        return Context(self.environment, self.name, variables, bool(auto(self.name) if callable(auto) else auto))

    def render(self, *args, **kwargs):
        out = []
        self.render_into(out, {**self.environment.globals, **self.globals, **dict(*args, **kwargs)})
        return "".join(out)

    def generate(self, *args, **kwargs):
        yield self.render(*args, **kwargs)

    def stream(self, *args, **kwargs):
        return iter([self.render(*args, **kwargs)])

    def render_into(self, out, variables):
        ctx = self.new_context(variables)
        try:
            self._run(ctx, Scope(ctx, variables), out)
        except Exception as e:
            if getattr(e, "_shown_in", None) is None:
                e._shown_in = self.filename
                own = isinstance(e, UndefinedError)
                raise_at(e.with_traceback(None) if own else e, ctx.running.filename, ctx.line, "top-level template code")
            raise

    def _run(self, ctx, scope, out):
        template, above = self, []
        while True:
            ctx.running = template
            for name, body in template.blocks.items():
                ctx.blocks.setdefault(name, []).append(body)
            if template.parent is None:
                break
            ctx.dry = True
            template.root(scope, [])
            ctx.dry = False
            template = self.environment.get_or_select_template(template.parent(scope))
            if template in above:
                raise RecursionError(f"the template {template.name!r} extends itself")
            above.append(template)
        template.root(scope, out)

    def make_module(self, variables=None, shared=False, locals=None):
        names = dict(self.environment.globals if variables is None else variables)
        ctx = self.new_context(names)
        out = []
        for name, body in self.blocks.items():
            ctx.blocks[name] = [body]
        self.root(Scope(ctx, names), out)
        return TemplateModule(self, {n: names[n] for n in ctx.exported}, "".join(out))

    @property
    def module(self):
        return self.make_module()

    def __repr__(self):
        return f"<Template {'memory:%x' % id(self) if self.name is None else repr(self.name)}>"


class TemplateModule:
    def __init__(self, template, names, text):
        self.__dict__.update(names)
        self._name, self._text = template.name, text

    def __html__(self):
        return Markup(self._text)

    def __str__(self):
        return self._text



