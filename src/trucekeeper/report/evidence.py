"""What is kept of a page or a file so that it can be produced again: the capture, a picture, a copy for handling."""

import re
import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from trucekeeper.wire import Response

WARC = "application/warc"
PNG = "image/png"
SCREENSHOT_SECONDS = 30
LARGEST_PIXELS = 80_000_000
OF_TRANSFER = ("content-encoding", "content-length", "transfer-encoding")
"""Headers that spoke of how the answer was sent, not of what it is: the bytes are kept unpacked."""
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


def warc(answer: Response, captured_at: datetime) -> bytes:
    """Return an answer of the web as a WARC 1.0 record (ISO 28500), packed, under the address that gave it."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.0")
    plain = [(name, value) for name, value in answer.headers if name.lower() not in OF_TRANSFER]
    length = ("Content-Length", str(len(answer.body)))
    headers = StatusAndHeaders(str(answer.status), [*plain, length], protocol="HTTP/1.1")
    record = writer.create_warc_record(
        answer.url,
        "response",
        payload=BytesIO(answer.body),
        http_headers=headers,
        warc_headers_dict={"WARC-Date": captured_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
    )
    writer.write_record(record)
    record.raw_stream.close()
    return out.getvalue()


def screenshot(page: bytes) -> bytes | None:
    """Return a picture of a page as it was captured; None where Chromium is not installed or takes too long.

    The page is shown from its bytes: no script of it runs, and nothing is fetched from the network.
    """
    program = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source, picture = Path(folder) / "page.html", Path(folder) / "page.png"
        source.write_bytes(page)
        command = [
            program,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-extensions",
            "--blink-settings=scriptEnabled=false",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--window-size=1280,1600",
            f"--user-data-dir={folder}/profile",
            f"--screenshot={picture}",
            source.as_uri(),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=SCREENSHOT_SECONDS, check=False)  # noqa: S603
        except subprocess.TimeoutExpired:
            return None
        return picture.read_bytes() if picture.exists() else None


def working_copy(media_type: str, data: bytes) -> bytes | None:
    """Return a picture or a PDF without what it says of its maker, place and device; None for other files.

    Raises:
        ValueError: the file says that it is one and cannot be read as one.
    """
    if media_type == "application/pdf":
        return _plain_pdf(data)
    if re.match(r"image/(jpeg|png|webp|tiff|gif)$", media_type):
        return _plain_picture(data)
    return None


def _plain_pdf(data: bytes) -> bytes:
    try:
        writer = PdfWriter()
        for page in PdfReader(BytesIO(data)).pages:
            writer.add_page(page)
        writer.metadata = None
        out = BytesIO()
        writer.write(out)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the PDF cannot be copied: {error}") from None
    return out.getvalue()


def _plain_picture(data: bytes) -> bytes:
    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > LARGEST_PIXELS:
                raise ValueError(f"a picture of {picture.width} x {picture.height} points is not opened")
            turned = picture.convert("RGBA" if "A" in picture.getbands() else "RGB")
            plain = Image.new(turned.mode, turned.size)
            plain.paste(turned)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError(f"the picture cannot be read: {error}") from None
    out = BytesIO()
    plain.save(out, "PNG")
    return out.getvalue()
