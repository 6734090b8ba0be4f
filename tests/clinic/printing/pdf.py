"""Reading what we print, with another program than the one that made it."""

import pypdfium2


def pages(content: bytes) -> list[str]:
    """The text of each page, as a reader of the screen gets it."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def ink(content: bytes, page: int) -> float:
    """How much of a page is not white: 0 for an empty one."""
    document = pypdfium2.PdfDocument(content)
    try:
        drawn = bytes(document[page].render(scale=0.5, grayscale=True).buffer)
    finally:
        document.close()
    return sum(1 for byte in drawn if byte < 200) / len(drawn)
