"""Statements: tokens to functions of a scope that append to a list of texts."""
from markupsafe import Markup

from .exceptions import TemplateAssertionError, TemplateRuntimeError, TemplatesNotFound, TemplateNotFound
from .expressions import Expressions, describe
from .runtime import LoopContext, Macro, Scope, show
from .utils import Namespace


def _sequence(steps):
    def run(scope, out):
        for step in steps:
            step(scope, out)

    return run


def _at(line, step):
    def run(scope, out):
        scope.ctx.line = line
        step(scope, out)

    return run


class Parser(Expressions):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.blocks, self.tags, self.parent = {}, [], None

    def parse_template(self):
        """(root, blocks, parent expression)."""
        root = self.parse_until()
        return root, self.blocks, self.parent

    def parse_until(self, *ends):
        steps = []
        while True:
            line, kind, value = self.next()
            if kind == "data":
                steps.append((lambda text: lambda scope, out: out.append(text))(value))
            elif kind == "variable_begin":
                steps.append(_at(line, self._print(self.parse_tuple())))
                self._close("variable_end")
            elif kind == "block_begin":
                if self.token[1] != "name":
                    self.fail("tag name expected")
                if self.token[2] in ends:
                    return _sequence(steps)
                steps.append(_at(line, self._statement(ends)))
            elif kind == "eof":
                if ends:
                    tag, at = self.tags[-1]
                    self.fail(
                        f"Unexpected end of template. Jinja was looking for the following tags: {' or '.join(map(repr, ends))}. "
                        f"The innermost block that needs to be closed is {tag!r}.",
                        line,
                    )
                return _sequence(steps)

    def _close(self, kind):
        if self.token[1] != kind:
            self.fail(f"expected token {describe((0, kind, None))!r}, got {describe(self.token)!r}")
        self.at += 1

    @staticmethod
    def _print(value):
        return lambda scope, out: None if scope.ctx.dry else out.append(show(scope.ctx, value(scope)))

    def _statement(self, ends):
        line, _, tag = self.next()
        method = getattr(self, "tag_" + tag, None)
        if method is None:
            if ends and tag.startswith(("end", "el")):
                self.fail(
                    f"Encountered unknown tag {tag!r}. Jinja was looking for the following tags: {' or '.join(map(repr, ends))}. "
                    f"The innermost block that needs to be closed is {self.tags[-1][0]!r}.",
                    line,
                )
            self.fail(f"Encountered unknown tag {tag!r}.", line)
        self.tags.append((tag, line))
        step = method()
        self.tags.pop()
        return step

    def _body(self, *ends, drop=True):
        self._close("block_end")
        body = self.parse_until(*ends)
        if drop:
            self.at += 1
        return body

    # if
    def tag_if(self):
        branches, otherwise = [], None
        while True:
            test = self.parse_tuple(with_condition=False)
            branches.append((test, self._body("elif", "else", "endif", drop=False)))
            word = self.next()[2]
            if word == "else":
                otherwise = self._body("endif")
            if word != "elif":
                break
        self._close("block_end")

        def run(scope, out):
            for test, body in branches:
                if test(scope):
                    return body(scope, out)
            if otherwise:
                otherwise(scope, out)

        return run

    # for
    def _target(self):
        names = []
        while True:
            if self.skip_op("("):
                names.append(self._target())
                self.expect_op(")")
            else:
                names.append(self.expect_name())
            if not self.skip_op(","):
                return names[0] if len(names) == 1 else names
            if self.is_name("in") or self.is_op("="):
                return names

    def tag_for(self):
        target = self._target()
        self.expect_name("in")
        items = self.parse_tuple(with_condition=False, stop=("recursive",))
        test = self.parse() if self.skip_name("if") else None
        recursive = self.skip_name("recursive")
        body = self._body("endfor", "else", drop=False)
        otherwise = self._body("endfor") if self.next()[2] == "else" else None
        self._close("block_end")

        def loop(scope, values, out, depth):
            inner = scope.inner()
            if test:
                values = [v for v in values if _bind(inner, target, v) or test(inner)]
            values = list(values)

            def recurse(more, level):
                text = []
                loop(scope, more, text, level)
                return Markup("".join(text)) if scope.ctx.autoescape else "".join(text)

            state = LoopContext(values, scope.ctx.environment.undefined, depth, recurse if recursive else None)
            for state.index0, value in enumerate(values):
                one = scope.inner()
                one.vars["loop"] = state
                _bind(one, target, value)
                body(one, out)
            if not values and otherwise:
                otherwise(scope.inner(), out)

        return lambda scope, out: loop(scope, items(scope), out, 0)

    # set, with
    def tag_set(self):
        line = self.token[0]
        if self.tokens[self.at + 1][1:] == ("operator", "."):
            owner = self.expect_name()
            self.at += 1
            name = self.expect_name()

            def put(scope, value):
                space = scope.lookup(owner)
                if not isinstance(space, Namespace):
                    raise TemplateRuntimeError("cannot assign attribute on non-namespace object")
                space[name] = value

        else:
            target = self._target()
            put = lambda scope, value: _bind(scope, target, value, assign=True)
        if self.skip_op("="):
            value = self.parse_tuple()
            self._close("block_end")
            return lambda scope, out: put(scope, value(scope))
        change = None
        holder = lambda s: s.vars["_text"]
        while self.skip_op("|"):
            change = self.parse_filter(change or holder)
        body = self._body("endset")
        self._close("block_end")

        def run(scope, out):
            text = []
            body(scope.inner(), text)
            value = Markup("".join(text)) if scope.ctx.autoescape else "".join(text)
            if change:
                inner = scope.inner()
                inner.vars["_text"] = value
                value = change(inner)
            put(scope, value)

        return run

    def tag_with(self):
        pairs = []
        while self.token[1] != "block_end":
            target = self._target()
            self.expect_op("=")
            pairs.append((target, self.parse()))
            if not self.skip_op(","):
                break
        body = self._body("endwith")
        self._close("block_end")

        def run(scope, out):
            inner = scope.inner()
            for target, value in pairs:
                _bind(inner, target, value(scope))
            body(inner, out)

        return run

    # blocks and inheritance
    def tag_extends(self):
        self.parent = self.parse()
        self._close("block_end")
        return lambda scope, out: None

    def tag_block(self):
        name = self.expect_name()
        if name in self.blocks:
            self.fail(f"block {name!r} defined twice", kind=TemplateAssertionError)
        scoped = required = False
        while self.token[1] == "name":
            scoped, required = scoped or self.is_name("scoped"), required or self.is_name("required")
            self.at += 1
        self.blocks[name] = None
        body = self._body("endblock")
        if self.token[1] == "name":
            self.expect_name(name)
        self._close("block_end")
        self.blocks[name] = body

        def run(scope, out):
            if scope.ctx.dry:
                return
            chain = scope.ctx.blocks[name]
            if required and len(chain) == 1:
                raise TemplateRuntimeError(f"Required block {name!r} not found")
            top = scope
            while top.parent is not None and not scoped:
                top = top.parent
            render_block(top, chain, 0, out)

        return run

    def tag_include(self):
        template = self.parse()
        ignore, context = False, True
        if self.skip_name("ignore"):
            self.expect_name("missing")
            ignore = True
        context = self._with_context(context)
        self._close("block_end")

        def run(scope, out):
            env, wanted = scope.ctx.environment, template(scope)
            try:
                found = env.get_or_select_template(wanted)
            except (TemplateNotFound, TemplatesNotFound):
                if ignore:
                    return
                raise
            found.render_into(out, scope.flat() if context else dict(env.globals))

        return run

    def _with_context(self, default):
        for word, value in (("with", True), ("without", False)):
            if self.is_name(word) and self.tokens[self.at + 1][1:] == ("name", "context"):
                self.at += 2
                return value
        return default

    def tag_import(self):
        template = self.parse()
        self.expect_name("as")
        name = self.expect_name()
        context = self._with_context(False)
        self._close("block_end")
        return lambda scope, out: scope.assign(name, _module(scope, template, context))

    def tag_from(self):
        template = self.parse()
        self.expect_name("import")
        names, context = [], False
        while self.token[1] == "name":
            if self.is_name("with", "without") and self.tokens[self.at + 1][1:] == ("name", "context"):
                break
            name = self.expect_name()
            names.append((name, self.expect_name() if self.skip_name("as") else name))
            if not self.skip_op(","):
                break
        context = self._with_context(False)
        self._close("block_end")

        def run(scope, out):
            module = _module(scope, template, context)
            for name, alias in names:
                hint = f"the template {module._name!r} does not export the requested name {name!r}"
                scope.vars[alias] = getattr(module, name) if hasattr(module, name) else scope.ctx.environment.undefined(hint, name=name)

        return run

    # macros
    def _signature(self):
        names, defaults = [], []
        self.expect_op("(")
        while not self.is_op(")"):
            names.append(self.expect_name())
            if self.skip_op("="):
                defaults.append(self.parse())
            elif defaults:
                self.fail("non-default argument follows default argument")
            if not self.is_op(")"):
                self.expect_op(",")
        self.at += 1
        return names, defaults

    def tag_macro(self):
        name = self.expect_name()
        names, defaults = self._signature()
        body = self._body("endmacro")
        self._close("block_end")
        return lambda scope, out: scope.assign(name, Macro(name, names, defaults, body, scope, True))

    def tag_call(self):
        names, defaults = self._signature() if self.is_op("(") else ([], [])
        value = self.parse_primary()
        while self.skip_op("."):
            value = (lambda v, n: lambda s: s.ctx.environment.getattr(v(s), n))(value, self.expect_name())
        arguments = self.parse_arguments()
        body = self._body("endcall")
        self._close("block_end")

        def run(scope, out):
            args, kwargs = arguments(scope)
            kwargs["caller"] = Macro("caller", names, defaults, body, scope, False)
            out.append(show(scope.ctx, value(scope)(*args, **kwargs)))

        return run

    # the rest
    def tag_filter(self):
        chain = self.parse_filter(lambda s: s.vars["_text"])
        while self.skip_op("|"):
            chain = self.parse_filter(chain)
        body = self._body("endfilter")
        self._close("block_end")

        def run(scope, out):
            text, inner = [], scope.inner()
            body(inner, text)
            inner.vars["_text"] = Markup("".join(text)) if scope.ctx.autoescape else "".join(text)
            out.append(show(scope.ctx, chain(inner)))

        return run

    def tag_autoescape(self):
        value = self.parse()
        body = self._body("endautoescape")
        self._close("block_end")

        def run(scope, out):
            ctx = scope.ctx
            before, ctx.autoescape = ctx.autoescape, bool(value(scope))
            try:
                body(scope.inner(), out)
            finally:
                ctx.autoescape = before

        return run

    def tag_do(self):
        if "do" not in self.env.extension_tags:
            self.fail("Encountered unknown tag 'do'.")
        value = self.parse_tuple()
        self._close("block_end")
        return lambda scope, out: value(scope) and None

    def _loop_control(self, kind):
        if "loopcontrols" not in self.env.extension_tags:
            self.fail(f"Encountered unknown tag {kind!r}.")
        self.fail(f"drydock: the tag {kind} is not simulated")

    def tag_break(self):
        self._loop_control("break")

    def tag_continue(self):
        self._loop_control("continue")

    def tag_trans(self):
        self.fail("drydock: the tag trans is not simulated")


def _bind(scope, target, value, assign=False):
    if isinstance(target, str):
        (scope.assign if assign else scope.vars.__setitem__)(target, value)
        return None
    values = list(value)
    if len(values) != len(target):
        few = len(values) < len(target)
        raise ValueError(f"not enough values to unpack (expected {len(target)}, got {len(values)})" if few else f"too many values to unpack (expected {len(target)})")
    for one, part in zip(target, values):
        _bind(scope, one, part, assign)
    return None


def _module(scope, template, context):
    env = scope.ctx.environment
    return env.get_or_select_template(template(scope)).make_module(scope.flat() if context else None)


def render_block(scope, chain, depth, out):
    inner = scope.inner()
    ctx = scope.ctx

    def parent(*args):
        text = []
        render_block(scope, chain, depth + 1, text)
        return Markup("".join(text)) if ctx.autoescape else "".join(text)

    has_parent = depth + 1 < len(chain)
    inner.vars["super"] = parent if has_parent else ctx.environment.undefined("there is no parent block called.", name="super")
    inner.vars["self"] = _Self(scope)
    chain[depth](inner, out)


class _Self:
    """`self.title()`: a block once more."""

    def __init__(self, scope):
        self._scope = scope

    def __getattr__(self, name):
        chain = self._scope.ctx.blocks.get(name)
        if chain is None:
            return self._scope.ctx.environment.undefined(name=name)

        def block():
            out = []
            render_block(self._scope, chain, 0, out)
            return Markup("".join(out)) if self._scope.ctx.autoescape else "".join(out)

        return block


__all__ = ["Parser", "Scope"]
