"""What can be erased: texts and attachments, held beside the chain, each named in it by a salted digest.

The salt keeps the digest from telling anything of a text that was erased: without it, a short text could be found by
trying.
"""

import hashlib
import secrets
from typing import NamedTuple

SALT_BYTES = 32


class Held(NamedTuple):
    """A text or an attachment beside the chain, under the commitment that an entry carries."""

    commitment: str
    salt: bytes
    media_type: str
    data: bytes

    @classmethod
    def of(cls, data: bytes, media_type: str = "text/plain; charset=utf-8") -> "Held":
        """Hold *data* under a commitment with a fresh salt."""
        salt = secrets.token_bytes(SALT_BYTES)
        return cls(commit(salt, data), salt, media_type, data)

    @property
    def is_text(self) -> bool:
        """Tell whether it is text, which stays in the database, or an attachment, which is a file."""
        return self.media_type.startswith(("text/plain", "application/json"))

    @property
    def sha256(self) -> str:
        """The digest that names the file of an attachment."""
        return hashlib.sha256(self.data).hexdigest()

    def opens(self) -> bool:
        """Tell whether the data is what was committed to."""
        return commit(self.salt, self.data) == self.commitment


def commit(salt: bytes, data: bytes) -> str:
    """Return the commitment to *data*: the SHA-256 of the salt and the data, in hexadecimal."""
    return hashlib.sha256(salt + data).hexdigest()
