"""A server for ASGI applications, as Drydock simulates uvicorn's everyday use."""
from .main import main, run
from .server import Config, Server

__version__ = "@VERSION@"
__all__ = ["Config", "Server", "main", "run"]
