class TemplateError(Exception):
    def __init__(self, message=None):
        super().__init__(message)

    @property
    def message(self):
        return self.args[0] if self.args else None


class TemplateNotFound(IOError, LookupError, TemplateError):
    def __init__(self, name, message=None):
        Exception.__init__(self, name)
        self.name, self.templates = name, [name]
        self._text = str(name) if message is None else message

    @property
    def message(self):
        return self._text

    def __str__(self):
        return self._text


class TemplatesNotFound(TemplateNotFound):
    def __init__(self, names=(), message=None):
        text = message or f"none of the templates given were found: {', '.join(map(str, names))}"
        super().__init__(names[-1] if names else None, text)
        self.templates = list(names)


class TemplateSyntaxError(TemplateError):
    def __init__(self, message, lineno, name=None, filename=None, source=None):
        super().__init__(message)
        self.lineno, self.name, self.filename, self.source = lineno, name, filename, source

    translated = False

    def __str__(self):
        """Once it is raised from the template's own line, the message is enough."""
        if self.translated:
            return self.message
        name = self.filename or self.name
        place = f'File "{name}", line {self.lineno}' if name else f"line {self.lineno}"
        lines = self.source.splitlines()[self.lineno - 1 : self.lineno] if self.source else []
        return "\n".join([self.message, f"  {place}", *(f"    {line.strip()}" for line in lines)])


class TemplateAssertionError(TemplateSyntaxError):
    """Like a syntax error: a filter or test that there is not."""


class TemplateRuntimeError(TemplateError):
    """While the template ran."""


class UndefinedError(TemplateRuntimeError):
    """Something undefined was used."""


class SecurityError(TemplateRuntimeError):
    """Not allowed in a sandbox."""


def raise_at(error, filename, line, where):
    """Raises the error from a frame that shows the template's own file and line."""
    if isinstance(error, TemplateSyntaxError):
        error.translated = True
    code = compile("raise error", filename or ("<unknown>" if where == "template" else "<template>"), "exec")
    exec(code.replace(co_name=where, co_firstlineno=line, co_linetable=_whole_lines(len(code.co_code) // 2)), {"error": error})


def _whole_lines(units):
    """A table of positions that has one line and no columns: nothing of the line is underlined."""
    sizes = [8] * (units // 8) + ([units % 8] if units % 8 else [])
    return b"".join(bytes([0x80 | 13 << 3 | (size - 1), 0]) for size in sizes)
