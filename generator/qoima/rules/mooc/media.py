"""The videos of a MOOC: which there must be, how they are labelled and recorded (ATU 9, F-01 items 14 and 20, F-08)."""

from collections.abc import Iterator
from decimal import Decimal

from qoima.core.diagnostic import Message
from qoima.model.media import Media
from qoima.model.mooc import Lesson
from qoima.model.text import LocalText, fold
from qoima.model.views import MoocInYear
from qoima.rules.labels import LABELS
from qoima.rules.registry import Finding, Findings, Rule, Say, finding, rule
from qoima.rules.things.amounts import plain
from qoima.rules.things.reach import one, texts


@rule(
    "has-video",
    MoocInYear,
    "the MOOC has no video of this kind: {wanted} (`kind: {kind}`)",
    help="list the video under `media:` with `kind: {kind}`",
)
def has_video(node: MoocInYear, *, kinds: tuple[str, ...]) -> Findings:
    """A MOOC has a video of one of some kinds, such as a trailer or a welcome.

    Why: learners decide by it whether to take the course, and it tells them what to expect.

    Wrong:
        limits: {kinds: [promo]}
        media:   # <-
          bye: {kind: closing}

    Right:
        limits: {kinds: [welcome, promo]}
        media: {trailer: {kind: promo}}

    Limits:
        kinds: kinds of videos; one of them is enough.
    """
    if not any(media.kind in kinds for media in node.mooc.media):
        key = f"video.{kinds[0]}"
        yield finding(node.mooc.place("media"), kind=kinds[0], wanted=Message(key, LABELS[key]))


@rule(
    "lecture-video",
    MoocInYear,
    "module {module}: no lecture has a video",
    help="list the video of a lecture of the module under `media:`, with `kind: lecture` and its `lesson:`",
    variants={
        "lesson": Say(
            "video {video} does not say to which lecture it belongs", "add `lesson:` with the id of the lecture"
        ),
        "short": Say(
            "lecture {lesson}: its video lasts {have} minutes; at least {at_least_minutes} required",
            "record more, or correct `minutes:`; the segments of a lecture are added up",
        ),
        "length": Say("video {video}: its length is not given", "add `minutes:`"),
    },
)
def lecture_video(node: MoocInYear, *, at_least_minutes: Decimal) -> Findings:
    """Each module has a video lecture, and the video of a lecture, its segments added up, is long enough.

    Why: without a recorded lecture a week of an online course is only reading.

    Wrong:
        limits: {at_least_minutes: 15}
        modules:
          m1: {title: First, lessons: {l1: {title: Reading}}}
          m2: {title: Second, lessons: {l2: {title: Writing}}}   # <-
        media:
          v1: {kind: lecture, lesson: l1, minutes: 15}

    Wrong:
        limits: {at_least_minutes: 15}
        modules: {m1: {title: First, lessons: {l1: {title: Reading}}}}
        media:
          v1: {kind: lecture, lesson: l1, minutes: 7.5}   # <-
          v2: {kind: lecture, lesson: l1, minutes: 7.4}

    Wrong:
        limits: {at_least_minutes: 15}
        modules: {m1: {title: First, lessons: {l1: {title: Reading}}}}
        media:
          v1: {kind: lecture, lesson: l1}   # <-
          v2: {kind: lecture, minutes: 20}   # <-

    Right:
        limits: {at_least_minutes: 15}
        modules: {m1: {title: First, lessons: {l1: {title: Reading}, l2: {title: Writing}}}}
        media:
          v1: {kind: lecture, lesson: l1, minutes: 7.5}
          v2: {kind: lecture, lesson: l1, minutes: 7.5}

    Limits:
        at_least_minutes: the shortest video of a lecture (minutes).
    """
    mooc = node.mooc
    for media in mooc.media:
        if media.kind == "lecture" and not media.lesson:
            yield finding(media.at, "lesson", video=media.id)
    for module in mooc.modules:
        if not any(mooc.videos_of(lesson) for lesson in module.lessons):
            yield finding(module.at, module=module.id)
    for lesson in mooc.lessons:
        yield from _length(lesson, mooc.videos_of(lesson), at_least_minutes)


def _length(lesson: Lesson, videos: tuple[Media, ...], least: Decimal) -> Iterator[Finding]:
    unknown = [media for media in videos if media.minutes is None]
    for media in unknown:
        yield finding(media.at, "length", video=media.id)
    total = sum((media.minutes for media in videos if media.minutes is not None), Decimal(0))
    if videos and not unknown and total < least:
        yield finding(videos[0].place("minutes"), "short", lesson=lesson.id, have=plain(total))


@rule(
    "lecture-labelled",
    MoocInYear,
    "video {video} does not show the title of its lecture",
    help="add `title:` as the video shows it",
    variants={
        "number": Say("video {video} does not show the number of its lecture", "add `lecture:` with the number"),
        "other-title": Say(
            "video {video} shows the title “{have}”; the lecture is called “{wanted}”", "correct the one that is wrong"
        ),
        "other-number": Say(
            "video {video} shows the number {have}; it belongs to lecture {wanted}", "correct the number"
        ),
    },
)
def lecture_labelled(node: MoocInYear) -> Findings:
    """The video of a lecture shows title and number of the lecture, the same as the work programme.

    Why: who looks for lecture 7 must find lecture 7.

    Wrong:
        modules: {m1: {title: First, lessons: {l1: {title: Reading}, l2: {title: Writing}}}}
        media:
          v1: {kind: lecture, lesson: l1, lecture: 1}   # <-
          v2: {kind: lecture, lesson: l2, title: Writing}   # <-

    Wrong:
        modules: {m1: {title: First, lessons: {l1: {title: Reading}, l2: {title: Writing}}}}
        media:
          v2:
            kind: lecture
            lesson: l2
            lecture: 1   # <-
            title: Painting   # <-

    Right:
        modules: {m1: {title: First, lessons: {l1: {title: Reading}, l2: {title: Writing}}}}
        media:
          v1: {kind: lecture, lesson: l1, lecture: 1, title: Reading}
          v2: {kind: lecture, lesson: l2, lecture: 2, title: writing}
          trailer: {kind: promo}
    """
    for number, lesson in enumerate(node.mooc.lessons, 1):
        for media in node.mooc.videos_of(lesson):
            if not media.title:
                yield finding(media.at, video=media.id)
            elif other := other_text(media.title, lesson.title):
                yield finding(media.place("title"), "other-title", video=media.id, have=other[0], wanted=other[1])
            if media.lecture is None:
                yield finding(media.at, "number", video=media.id)
            elif media.lecture != number:
                yield finding(media.place("lecture"), "other-number", video=media.id, have=media.lecture, wanted=number)


def other_text(have: LocalText, wanted: LocalText) -> tuple[str, str] | None:
    """The two texts in a language in which they differ, if there is one."""
    held = dict(texts(wanted))
    pairs = ((text, held[language]) for language, text in texts(have) if language in held)
    return next((pair for pair in pairs if fold(pair[0]) != fold(pair[1])), None)


@rule(
    "footage-declared",
    MoocInYear,
    "video {video}: not declared: {fields}",
    help="ask those who recorded it: only what is declared can be checked",
)
def footage_declared(node: MoocInYear, *, fields: tuple[str, ...]) -> Findings:
    """A video tells how it was recorded: one finding for each video, with all that it does not tell.

    Why: the files of the camera are in no repository; what is declared about them is all that can be checked.

    Wrong:
        limits: {fields: [source.width, audio.hz]}
        media:
          v1:   # <-
            kind: lecture
            source: {width: 1920}

    Right:
        limits: {fields: [source.width, audio.hz]}
        media:
          v1: {kind: lecture, source: {width: 1920}, audio: {hz: 48000}}

    Limits:
        fields: what is to be declared, by path.
    """
    for media in node.mooc.media:
        absent = [path for path in fields if one(media, path).value is None]
        if absent:
            yield finding(media.at, video=media.id, fields=", ".join(f"`{path}`" for path in absent))


@rule(
    "several-cameras",
    MoocInYear,
    "video {video} (format {format}): number of cameras {have}; at least {at_least} required",
    help="record it with more cameras, or correct `cameras:`",
    variants={
        "undeclared": Say(
            "video {video} (format {format}): the number of cameras is not given; at least {at_least} required",
            "add `cameras:`",
        )
    },
)
def several_cameras(node: MoocInYear, *, formats: tuple[str, ...], at_least: int) -> Findings:
    """Videos of some formats, such as interviews, are recorded with several cameras.

    Why: two people who talk are not seen well from one place.

    Wrong:
        limits: {formats: [interview], at_least: 2}
        media:
          v1:
            kind: lecture
            format: interview
            cameras: 1   # <-
          v2: {kind: lecture, format: interview}   # <-

    Right:
        limits: {formats: [interview], at_least: 2}
        media:
          v1: {kind: lecture, format: interview, cameras: 2}
          v2: {kind: lecture, format: lecture, cameras: 1}

    Limits:
        formats: the formats that need several cameras.
        at_least: the fewest cameras.
    """
    for media in node.mooc.media:
        if media.format not in formats:
            continue
        if media.cameras is None:
            yield finding(media.place("format"), "undeclared", video=media.id, format=media.format)
        elif media.cameras < at_least:
            yield finding(media.place("cameras"), video=media.id, format=media.format, have=media.cameras)


@rule(
    "first-video-checked",
    MoocInYear,
    "it is not stated when the first video ({video}) was sent ahead for checking",
    help="send it before the others are recorded, and write the date under `checked:`",
)
def first_video_checked(node: MoocInYear) -> Findings:
    """The video of the first lecture that has one was sent ahead to be checked.

    Why: a fault of sound or light that is found after one video need not be repeated in fourteen.

    Wrong:
        modules: {m1: {title: First, lessons: {l1: {title: Reading}, l2: {title: Writing}}}}
        media:
          v2: {kind: lecture, lesson: l2, checked: 2026-09-01}
          v1: {kind: lecture, lesson: l1}   # <-

    Right:
        modules: {m1: {title: First, lessons: {l1: {title: Reading}, l2: {title: Writing}}}}
        media:
          v2: {kind: lecture, lesson: l2}
          v1: {kind: lecture, lesson: l1, checked: 2026-09-01}
    """
    first = next((media for lesson in node.mooc.lessons for media in node.mooc.videos_of(lesson)), None)
    if first and first.checked is None:
        yield finding(first.at, video=first.id)


RULES: tuple[Rule, ...] = (
    has_video,
    lecture_video,
    lecture_labelled,
    footage_declared,
    several_cameras,
    first_video_checked,
)
