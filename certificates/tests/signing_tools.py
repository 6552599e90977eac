"""A key and a time-stamp server made for a test, and a reader of signatures that is not the code under test."""

import io
import os
import re
import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

from asn1crypto import keys, tsp, x509
from cryptography import x509 as pki
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from .samples import poppler

PASSWORD = "пароль-123"
NAME = "ГО «Школа»"
USAGES = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
DAY = timedelta(days=1)


def certificate_of(key, *, name=NAME, begins=-30, ends=1000, usage="digital_signature", stamps=False):
    """A certificate that ``key`` signs itself, from ``begins`` to ``ends`` days from now."""
    subject = pki.Name([pki.NameAttribute(pki.NameOID.COMMON_NAME, name)])
    now = timezone.now()
    builder = (
        pki.CertificateBuilder(subject, subject, key.public_key(), pki.random_serial_number())
        .not_valid_before(now + begins * DAY)
        .not_valid_after(now + ends * DAY)
        .add_extension(pki.BasicConstraints(ca=False, path_length=None), critical=True)
    )
    if usage:
        flags = {name: name == usage for name in USAGES}
        others = {"key_cert_sign": False, "crl_sign": False, "encipher_only": False, "decipher_only": False}
        builder = builder.add_extension(pki.KeyUsage(**flags, **others), critical=True)
    if stamps:
        purpose = pki.ExtendedKeyUsage([pki.ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(purpose, critical=True)
    return builder.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())


def new_key():
    return ec.generate_private_key(ec.SECP256R1())


def packed(key, certificate, password=PASSWORD):
    """The bytes of a PKCS#12 file."""
    return pkcs12.serialize_key_and_certificates(
        b"school", key, certificate, None, BestAvailableEncryption(password.encode())
    )


class KeyFile:
    """The file that the settings name."""

    def __init__(self, path):
        self.path, self.key = path, new_key()
        self.certificate = certificate_of(self.key)
        path.touch(mode=0o600)
        path.write_bytes(packed(self.key, self.certificate))

    def replace(self, data):
        """Another file in its place, a second later."""
        changed = self.path.stat().st_mtime + 1
        self.path.write_bytes(data)
        os.utime(self.path, (changed, changed))


def signature_of(pdf, certificate):
    """What pyHanko says of the one signature in ``pdf``, trusting ``certificate`` alone."""
    (found,) = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    root = x509.Certificate.load(certificate.public_bytes(Encoding.DER))
    return validate_pdf_signature(found, ValidationContext(trust_roots=[root], allow_fetching=False))


def pdfsig(pdf, folder):
    """The verdict of poppler, another program."""
    path = folder / "signed.pdf"
    path.write_bytes(pdf)
    said = poppler("pdfsig", "-nocert", str(path), source=b"").decode()
    return re.findall(r"Signature Validation: (.+)", said)


class StampServer:
    """Counts what it is asked; ``answers`` says with what: a stamp, rubbish, or nothing but an error."""

    def __init__(self, key):
        certificate = certificate_of(key, name="Час", stamps=True)
        self.answers, self.asked = "stamp", 0
        self.stamper = DummyTimeStamper(
            x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
            keys.PrivateKeyInfo.load(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
        )

    def reply(self, body):
        self.asked += 1
        if self.answers == "stamp":
            return 200, self.stamper.request_tsa_response(tsp.TimeStampReq.load(body)).dump()
        if self.answers == "another":  # a true stamp, of other bytes
            request = tsp.TimeStampReq.load(body)
            request["message_imprint"]["hashed_message"] = b"\0" * 32
            return 200, self.stamper.request_tsa_response(request).dump()
        return 503, b"away"


def stamp_key():
    return rsa.generate_private_key(65537, 2048)


@contextmanager
def serving(server):
    """The address of ``server`` on this machine for as long as it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            status, body = server.reply(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{http.server_port}/tsr"
        finally:
            http.shutdown()
            thread.join()
