"""The link of a lesson, whole, and as a picture to scan."""

from urllib.parse import quote, urljoin

from pages.ui.player.wishes import squares_of

AS_THEY_ARE = "*"  # what joins the parts of a lesson


def link_of(lesson, address, **more):
    """Where a class begins. address: of any page of this app; more: {parameter: text}. -> https://…/train?lesson=…"""
    fields = {"lesson": lesson.to_text()} | more
    query = "&".join(f"{name}={quote(text, safe=AS_THEY_ARE)}" for name, text in fields.items())
    return urljoin(outside(address), f"{lesson.first}?{query}")


def outside(address):
    """As a visitor types it: Community Cloud serves the app in a frame."""
    return (address or "").replace("/~/+/", "/")


def picture(link):
    """The QR code of a link, black on white. -> SVG; "" if the link is too long"""
    rows = squares_of(link)
    if not rows:
        return ""
    size = len(rows)
    squares = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, bit in enumerate(row) if bit == "1")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{squares}"/></svg>'
    )
