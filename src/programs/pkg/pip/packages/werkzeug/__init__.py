"""What flask stands on, as Drydock simulates it."""
from .serving import run_simple
from .test import Client
from .wrappers import Request, Response

__version__ = "@VERSION@"
__all__ = ["Client", "Request", "Response", "run_simple"]
