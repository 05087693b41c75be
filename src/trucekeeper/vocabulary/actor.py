"""An actor as a text or a record names it, before or after it was resolved to one that the case knows."""

from trucekeeper.vocabulary.text import Frozen


class ActorRef(Frozen):
    """A mention of an actor: the words, where they stand, and whom they mean.

    ``id`` is ``None`` where nobody, or more than one of ``candidates``, fits.
    """

    text: str | None = None
    span: tuple[int, int] | None = None
    id: str | None = None
    candidates: tuple[str, ...] = ()
