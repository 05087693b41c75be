"""Trucekeeper: an open operations room for a ceasefire, in Arabic and English."""

from importlib.metadata import version

__version__ = version("trucekeeper")
