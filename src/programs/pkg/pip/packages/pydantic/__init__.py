"""Models with checked fields, as Drydock simulates pydantic's everyday part."""
from .checks import Field, ValidationError
from .model import BaseModel, ConfigDict, field_validator

__version__ = VERSION = "@VERSION@"
__all__ = ["BaseModel", "ConfigDict", "Field", "ValidationError", "field_validator"]


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"drydock: pydantic.{name} is not simulated")
