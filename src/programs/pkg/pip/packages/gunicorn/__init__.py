"""A server for WSGI applications, as Drydock simulates gunicorn's everyday use."""
__version__ = "@VERSION@"
version_info = tuple(int(n) for n in __version__.split(".") if n.isdigit())
SERVER = SERVER_SOFTWARE = "gunicorn"
