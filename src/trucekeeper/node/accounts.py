"""With what a person of the case signs in to the screens. Who a person is and may do stands in the ledger alone."""

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from trucekeeper.errors import BadInput


def keep_password(person: str, password: str) -> None:
    """Set the password of a person, kept as an Argon2 hash.

    Raises:
        BadInput: the password is too short or a common one.
    """
    users = get_user_model()
    user = users.objects.filter(username=person).first() or users(username=person)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadInput(" ".join(error.messages)) from None
    user.set_password(password)
    user.save()
