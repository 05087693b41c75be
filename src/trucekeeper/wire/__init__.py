"""The one way to the network: bounds on time and size, and a guard against addresses of private networks."""

from trucekeeper.wire.polling import Robots, Visit, poll
from trucekeeper.wire.wire import Header, Response, get, post

__all__ = ["Header", "Response", "Robots", "Visit", "get", "poll", "post"]
