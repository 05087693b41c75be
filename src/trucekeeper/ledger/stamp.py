"""RFC 3161 time stamps: an authority's word that a checkpoint existed at a time, which the node could not have made."""

from datetime import datetime

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import TimestampRequestBuilder, VerificationError, VerifierBuilder, decode_timestamp_response

from trucekeeper.errors import BadInput, NoAnswer
from trucekeeper.wire import post

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


def ask_stamp(data: bytes, url: str, *, private: bool = False) -> bytes:
    """Return the reply of the authority at *url* to *data*, in DER, as it came.

    Raises:
        NoAnswer: the authority does not answer, or does not grant it.
    """
    request = TimestampRequestBuilder().data(data).nonce(nonce=True).cert_request(cert_request=True).build()
    reply = post(url, request.as_bytes(), content_type=QUERY, accept=REPLY, private=private).body
    try:
        stamp = decode_timestamp_response(reply)
    except ValueError:
        raise NoAnswer(f"{url}: the answer is no time stamp") from None
    if stamp.status != 0:
        raise NoAnswer(f"{url}: the authority did not grant a stamp (status {stamp.status})")
    if stamp.tst_info.nonce != request.nonce:
        raise NoAnswer(f"{url}: the stamp answers another request")
    return reply


def check_stamp(reply: bytes, data: bytes, roots: list[Certificate]) -> datetime:
    """Return when *data* was stamped, after checking the stamp against the *roots* that are trusted.

    Raises:
        BadInput: *reply* is no time stamp.
        NoAnswer: the stamp is of other data, or by nobody whom the roots vouch for.
    """
    try:
        stamp = decode_timestamp_response(reply)
    except ValueError:
        raise BadInput("not a time stamp (RFC 3161) in DER") from None
    builder = VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(stamp, data)
    except VerificationError as error:
        raise NoAnswer(f"the time stamp does not hold: {error}") from None
    at: datetime = stamp.tst_info.gen_time
    return at


def read_roots(pem: bytes) -> list[Certificate]:
    """Return the certificates of a PEM file.

    Raises:
        BadInput: it holds none.
    """
    try:
        return load_pem_x509_certificates(pem)
    except ValueError:
        raise BadInput("no certificate in PEM; name the authority's root certificate") from None
