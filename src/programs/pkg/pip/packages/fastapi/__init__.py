"""Web interfaces from annotations, as Drydock simulates fastapi's everyday part."""
from . import status
from .app import FastAPI
from .params import Body, Cookie, Depends, Form, Header, Path, Query
from .request import BackgroundTasks, Request
from .responses import HTTPException, Response
from .routing import APIRouter

__version__ = "@VERSION@"


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"drydock: fastapi.{name} is not simulated")
