from .responses import HTTPException
from .routing import RequestValidationError

__all__ = ["HTTPException", "RequestValidationError"]
