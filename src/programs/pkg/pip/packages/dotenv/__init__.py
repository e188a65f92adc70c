"""Settings from a .env file, as Drydock simulates python-dotenv."""
from .main import dotenv_values, find_dotenv, get_key, load_dotenv, set_key, unset_key

__version__ = "@VERSION@"
__all__ = ["dotenv_values", "find_dotenv", "get_key", "load_dotenv", "set_key", "unset_key"]
