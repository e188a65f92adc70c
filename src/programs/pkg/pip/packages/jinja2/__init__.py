"""The template language's everyday part, as Drydock simulates it."""
from markupsafe import Markup, escape

from .environment import Environment, Template
from .exceptions import (
    TemplateAssertionError,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplatesNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from .loaders import (
    BaseLoader,
    ChoiceLoader,
    DictLoader,
    FileSystemLoader,
    FunctionLoader,
    PackageLoader,
    PrefixLoader,
)
from .runtime import ChainableUndefined, DebugUndefined, StrictUndefined, Undefined
from .utils import pass_context, pass_environment, pass_eval_context, select_autoescape

__version__ = "@VERSION@"
__all__ = [
    "BaseLoader", "ChainableUndefined", "ChoiceLoader", "DebugUndefined", "DictLoader", "Environment",
    "FileSystemLoader", "FunctionLoader", "Markup", "PackageLoader", "PrefixLoader", "StrictUndefined", "Template",
    "TemplateAssertionError", "TemplateError", "TemplateNotFound", "TemplateRuntimeError", "TemplatesNotFound",
    "TemplateSyntaxError", "Undefined", "UndefinedError", "escape", "pass_context", "pass_environment",
    "pass_eval_context", "select_autoescape",
]


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"drydock: jinja2.{name} is not simulated")
