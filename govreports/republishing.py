"""A publication and what is kept of it: the one made of the other, and back."""

from collections.abc import Callable

from govreports.archive import ArchiveError, Exchange, Held, Manifest
from govreports.publication import Capture, Publication


def manifest_of(publication: Publication) -> Manifest:
    """What makes up *publication*, whose captures are kept; what was unpacked from a file comes out of that again."""
    page, *attachments = (_held(it) for it in publication.captures if it.archive is None)
    return Manifest(
        page=page,
        attachments=tuple(attachments),
        listed=publication.listed,
        site=publication.site,
        platform=publication.platform,
        home=publication.home,
    )


def publication_of(manifest: Manifest, read: Callable[[str], Exchange]) -> Publication:
    """The publication as it was before anything was read out of it; *read* gives the answer that a reference leads to.

    Raises:
        ArchiveError: the page's answer is not there, or damaged. An attachment whose answer is, is one that was not had.
    """
    return Publication(
        page=_capture(manifest.page, read),
        attachments=[_attachment(held, read) for held in manifest.attachments],
        listed=manifest.listed,
        site=manifest.site,
        platform=manifest.platform,
        home=manifest.home,
    )


def _held(capture: Capture) -> Held:
    return Held(capture.url, capture.name, capture.kept_at, capture.error)


def _attachment(held: Held, read: Callable[[str], Exchange]) -> Capture:
    try:
        return _capture(held, read)
    except ArchiveError as error:
        return Capture(held.url, b"", name=held.name, error=f"not to be had from the archive: {error}")


def _capture(held: Held, read: Callable[[str], Exchange]) -> Capture:
    if held.reference is None:
        return Capture(held.url, b"", name=held.name, error=held.error or "not in the archive")
    exchange = read(held.reference)
    content_type = exchange.header("Content-Type") or ""
    return Capture.fetched(held.url, exchange.body, content_type, exchange.at, name=held.name, kept_at=held.reference)
