"""XML parsed without entities, external files or a network."""

from lxml import etree


def parsed(data: bytes) -> etree._Element:
    """The root element. Raises: lxml.etree.XMLSyntaxError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    return etree.fromstring(data, parser)


def local(element: etree._Element) -> str:
    """An element's name without its namespace; "" for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
