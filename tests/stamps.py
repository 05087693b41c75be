"""A time-stamp authority for tests: a root certificate, and a server on localhost that answers RFC 3161 requests."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

SHA256 = algos.DigestAlgorithm({"algorithm": "sha256"})


class Authority:
    """A root, and a certificate of it that may stamp."""

    def __init__(self) -> None:
        root_key, self._key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
        self.root = self._certificate("Root of a test", root_key.public_key(), None, root_key)
        self._own = self._certificate("Stamps of a test", self._key.public_key(), self.root, root_key)

    @property
    def pem(self) -> bytes:
        """The root, in PEM."""
        return self.root.public_bytes(Encoding.PEM)

    @staticmethod
    def _certificate(name, public, issuer, key) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer.subject if issuer else subject)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
        )
        if issuer:
            usage = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
            builder = builder.add_extension(usage, critical=True)
        return builder.sign(key, hashes.SHA256())

    def answer(self, query: bytes) -> bytes:
        """Return the reply to a request, granted."""
        request = tsp.TimeStampReq.load(query)
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.2.3.4",
                "message_imprint": request["message_imprint"],
                "serial_number": 1,
                "gen_time": datetime.now(UTC).replace(microsecond=0),
                "nonce": request["nonce"],
            }
        )
        own = asn1_x509.Certificate.load(self._own.public_bytes(Encoding.DER))
        signed = cms.CMSAttributes(
            [
                cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
                cms.CMSAttribute({"type": "message_digest", "values": [hashlib.sha256(info.dump()).digest()]}),
                cms.CMSAttribute(
                    {
                        "type": "signing_certificate_v2",
                        "values": [
                            tsp.SigningCertificateV2(
                                {"certs": [tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(own.dump()).digest()})]}
                            )
                        ],
                    }
                ),
            ]
        )
        signer = cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier(
                    "issuer_and_serial_number",
                    cms.IssuerAndSerialNumber({"issuer": own.issuer, "serial_number": own.serial_number}),
                ),
                "digest_algorithm": SHA256,
                "signed_attrs": signed,
                "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"}),
                "signature": self._key.sign(signed.dump(), padding.PKCS1v15(), hashes.SHA256()),
            }
        )
        data = cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [SHA256],
                "encap_content_info": {
                    "content_type": "tst_info",
                    "content": core.ParsableOctetString(info.dump()),
                },
                "certificates": [own],
                "signer_infos": [signer],
            }
        )
        token = cms.ContentInfo({"content_type": "signed_data", "content": data})
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump()


@contextmanager
def served(answer) -> Iterator[str]:
    """Serve ``answer(body) -> (status, body)`` on localhost and give its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
