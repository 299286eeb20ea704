"""One ZIP for a course and language: everything that an administrator, a department and an auditor need of it."""

import hashlib
import zipfile
from collections.abc import Mapping
from io import BytesIO

from qoima.deliver.card.page import approval_files, card_files
from qoima.deliver.manifest import parcel_manifest
from qoima.deliver.parcel import Parcel

SUMS, MANIFEST = "SHA256SUMS", "manifest.json"
_MADE = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can hold."""
_LEVEL = 6
_PACKED = (".mbz",)
"""These are ZIP files themselves: nothing is gained by packing them again."""


def package(parcel: Parcel) -> tuple[dict[str, bytes], bytes]:
    """The cards by name, which also lie beside the ZIP; and the ZIP. The same parcel gives the same bytes."""
    cards = card_files(parcel)
    members = {**parcel.files, **cards}
    members |= {f"forms/{name}": data for name, data in parcel.forms.items()}
    members |= {f"approvals/{name}": data for name, data in (approval_files(parcel) | dict(parcel.sheets)).items()}
    members[MANIFEST] = parcel_manifest(parcel, members)
    members[SUMS] = sums(members)
    return cards, _zip(members)


def sums(members: Mapping[str, bytes]) -> bytes:
    """A list for `sha256sum -c`, sorted by name."""
    return "".join(_line(name, data) for name, data in sorted(members.items())).encode()


def _line(name: str, data: bytes) -> str:
    """A line; a name with signs that would break it has them escaped, which a backslash in front says."""
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{chr(92) if escaped != name else ''}{hashlib.sha256(data).hexdigest()}  {escaped}\n"


def _zip(members: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in sorted(members.items()):
            info = zipfile.ZipInfo(name, _MADE)
            info.create_system, info.external_attr = 3, 0o644 << 16
            method = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(info, data, method, _LEVEL)
    return file.getvalue()
