"""Stands for an installed pip, which is a program of the machine: `-m pip` becomes it."""
from ensurepip import version

__version__ = version()
