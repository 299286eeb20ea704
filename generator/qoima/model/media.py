"""Videos of a MOOC: what they are for, how they are labelled, how they were recorded (ATU 9, F-01 items 14 and 20)."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from qoima.core.source import Placed
from qoima.model.fields import outside
from qoima.model.text import LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class Footage(Placed):
    """What the camera recorded, before the cut.

    `bit_depth` is bits per colour channel, `compression` intraframe or interframe, `mbps` the stream in Mbit/s,
    `width` and `height` are pixels, `scan` progressive or interlaced, `fps` frames per second.
    """

    bit_depth: int | None = None
    compression: str = ""
    codec: str = ""
    mbps: Decimal | None = None
    width: int | None = None
    height: int | None = None
    scan: str = ""
    fps: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound(Placed):
    """The sound as recorded: samples a second, bits a sample, channels."""

    hz: int | None = None
    bits: int | None = None
    channels: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Media(Placed):
    """A finished video, or a segment of one; the video of a lesson is all lectures that name the `lesson`.

    `lecture` and `title` are the label that it shows, `minutes` its length, `format` lecture, interview, podcast …,
    `mbps` the stream uploaded to the platform, `content` what it is made of (video, photo, animation, infographic),
    `checked` the day on which it was sent ahead for checking.
    """

    id: str = outside()
    kind: Literal["lecture", "promo", "welcome", "closing", "other"]
    lesson: str = ""
    lecture: int | None = None
    title: LocalText | None = None
    annotation: LocalText | None = None
    minutes: Decimal | None = None
    file: str = ""
    url: str = ""
    licence: str = ""
    format: str = ""
    cameras: int | None = None
    content: tuple[str, ...] = ()
    mbps: Decimal | None = None
    source: Footage | None = None
    audio: Sound | None = None
    checked: datetime.date | None = None
