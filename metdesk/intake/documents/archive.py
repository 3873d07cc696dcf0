"""A zipped document, opened with care: counted while it inflates, its XML without entities."""

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from metdesk.errors import Refused

MAX_ENTRIES = 2_000
MAX_INFLATED_BYTES = 100_000_000
_CHUNK = 1 << 16
_BOMB = (
    "The file swells to far more than a policy could hold when it is unpacked, so it was not opened: "
    "ask whoever sent it for a PDF."
)
DAMAGED = "The document is damaged and cannot be read: open it in its own program, save it again and try once more."


class Archive:
    """The parts of a .docx or .odt by name."""

    def __init__(self, data: bytes) -> None:
        """Refuses what is not a sound archive, is locked with a password, or would swell beyond the limits."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
            raise Refused(DAMAGED) from None
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_INFLATED_BYTES:
            raise Refused(_BOMB)
        if any(entry.flag_bits & 1 for entry in entries):
            raise Refused("The document is locked with a password: save a copy without one and choose that.")
        self._inflated = 0
        self.names = {entry.filename for entry in entries}

    def read(self, name: str) -> bytes:
        """The bytes of one part; empty when there is no such part."""
        if name not in self.names:
            return b""
        pieces: list[bytes] = []
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_CHUNK):
                    self._inflated += len(piece)
                    if self._inflated > MAX_INFLATED_BYTES:
                        raise Refused(_BOMB)
                    pieces.append(piece)
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ):
            raise Refused(DAMAGED) from None
        return b"".join(pieces)

    def xml(self, name: str) -> Element | None:
        """The root of one part, or None when there is no such part."""
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import fromstring

        data = self.read(name)
        if not data:
            return None
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except DefusedXmlException:
            raise Refused(
                "The document carries instructions (<!DOCTYPE) that no policy needs, so it was not opened: "
                "ask whoever sent it for a PDF."
            ) from None
        except (ParseError, ValueError, LookupError):
            raise Refused(DAMAGED) from None
        return root
