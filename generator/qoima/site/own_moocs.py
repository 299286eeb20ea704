"""Which of our own MOOCs a map or a course means when it names one from outside."""

from collections.abc import Iterable

from qoima.model.mooc import Mooc
from qoima.model.text import LocalText, fold


def own_mooc(moocs: Iterable[Mooc], name: LocalText | str | None, url: str = "", id: str = "") -> Mooc | None:
    """The MOOC of ours with that id, that address, or that name in any language."""
    texts = [(lang, text) for lang, text in name.texts] if isinstance(name, LocalText) else [("", name or "")]
    names = {fold(text) for _, text in texts if text.strip()}
    for mooc in moocs:
        own = {fold(text) for _, text in mooc.name.texts}
        if mooc.id == id or names & own or (url and platform_address(mooc) == url.rstrip("/")):
            return mooc
    return None


def platform_address(mooc: Mooc) -> str:
    """Where learners take the course, as the certificate of its placement says."""
    return mooc.certificate.url.strip().rstrip("/") if mooc.certificate else ""
