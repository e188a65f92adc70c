"""What programs name of urllib3 beside requests, as Drydock simulates it."""
from . import exceptions

__version__ = "@VERSION@"


def disable_warnings(category=None):
    """There is no warning to switch off: https is not simulated."""


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"drydock: urllib3.{name} is not simulated (requests and urllib.request are)")


__all__ = ["disable_warnings", "exceptions"]
