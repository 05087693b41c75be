"""The one way to the network: limits, private addresses guarded, retries."""

from trucekeeper.wire.wire import Response, post

__all__ = ["Response", "post"]
