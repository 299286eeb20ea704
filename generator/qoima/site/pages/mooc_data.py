"""What a MOOC says to machines, in the words of schema.org."""

from qoima.model.mooc import Mooc
from qoima.site.edition import Edition, web
from qoima.site.own_moocs import platform_address
from qoima.site.settings import site_address

Data = dict[str, object]


def json_ld(edition: Edition, mooc: Mooc) -> Data:
    """The `Course`: free, online, with its authors as instructors; `@context` excepted."""
    words, university = edition.words, edition.published.university
    site = f"{site_address(edition.published)}{words.lang}/"
    address, about = f"{site}moocs/{mooc.id}.html", mooc.description
    trailer = next((media for media in mooc.media if media.kind == "promo" and web(media.url)), None)
    data: Data = {
        "@type": "Course",
        "@id": address,
        "url": address,
        "sameAs": web(platform_address(mooc)),
        "name": words.plain(mooc.name),
        "description": _line(words.plain(about.summary) or words.plain(about.purpose)) if about else "",
        "provider": {"@type": "CollegeOrUniversity", "name": words.plain(university.name), "url": site},
        "inLanguage": mooc.language,
        "isAccessibleForFree": True,
        "educationalLevel": words.label("mooc.level", about.level) if about else "",
        "audience": _audience(words.plain(about.audience)) if about else None,
        "coursePrerequisites": words.plain(about.prerequisites) if about else "",
        "teaches": [words.plain(outcome.text) for outcome in about.outcomes] if about else [],
        "offers": {"@type": "Offer", "category": "Free"},
        "hasCourseInstance": [_instance(edition, mooc, site)],
        "syllabusSections": [
            {"@type": "Syllabus", "position": number, "name": words.plain(module.title)}
            for number, module in enumerate(mooc.modules, start=1)
        ],
        "trailer": _trailer(words.plain(trailer.title), trailer.url) if trailer else None,
    }
    return {key: value for key, value in data.items() if value not in ("", None, [])}


def _instance(edition: Edition, mooc: Mooc, site: str) -> Data:
    words, people, launch = edition.words, edition.published.people, mooc.launch
    hours = mooc.hours
    given: Data = {
        "@type": "CourseInstance",
        "courseMode": "online",
        "inLanguage": mooc.language,
        "startDate": launch.start.isoformat() if launch and launch.start else "",
        "endDate": launch.end.isoformat() if launch and launch.end else "",
        "courseWorkload": f"PT{hours:f}H" if hours and hours == int(hours) else "",
        "instructor": [
            {"@type": "Person", "name": words.plain(people[id].name), "url": f"{site}people.html#{id}"}
            for id in mooc.authors
            if id in people
        ],
    }
    return {key: value for key, value in given.items() if value not in ("", None, [])}


def _audience(text: str) -> Data | None:
    return {"@type": "Audience", "audienceType": _line(text)} if text else None


def _trailer(name: str, url: str) -> Data:
    return {"@type": "VideoObject", "name": name, "url": web(url)}


def _line(text: str) -> str:
    return " ".join(text.split())
