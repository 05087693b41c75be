"""XML that strangers wrote: no entities, no document types, nothing fetched, nothing deep."""

import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from trucekeeper.report.readers.reader import decoded

_ENTITY = re.compile(r"<!ENTITY", re.I)


def parse(data: bytes) -> Element:
    """Return the root element.

    Raises:
        ValueError: it is no XML, or declares entities.
    """
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise ValueError(f"the XML declares a document type or entities, which are not read: {error}") from None
    except (ParseError, ValueError, LookupError) as error:
        raise ValueError(f"no XML: {error}") from None
    return root


def declares_entities(data: bytes) -> bool:
    """Tell whether XML that another parser will read declares entities."""
    return bool(_ENTITY.search(decoded(data)))


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rsplit("}", 1)[-1]


def texts(element: Element, name: str) -> list[str]:
    """Return the texts of the children of that name that hold one."""
    return [(child.text or "").strip() for child in element if local(child) == name and (child.text or "").strip()]


def text(element: Element, name: str) -> str | None:
    """Return the text of the first child of that name."""
    return next(iter(texts(element, name)), None)
