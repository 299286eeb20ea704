"""The profiles that come with Qoima."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from qoima.core import resources
from qoima.core.source import NOWHERE, Source
from qoima.formats.yaml.profile import read_profile
from qoima.model.profile import Profile
from qoima.model.university import ALL, ProfileUse, University

EVERYTHING = tuple((kind, ALL) for kind in ("courses", "programmes", "moocs", "maps", "banks"))
"""What a profile binds that is added for one run."""


@cache
def packaged_profiles() -> Mapping[str, Profile]:
    """The profiles by name; one that cannot be read is a bug of ours."""
    profiles = {}
    for name in (n for n in resources.listing("profiles") if n.endswith(".yaml")):
        stem = name.removesuffix(".yaml")
        profile, wrong = read_profile(Source(f"profiles/{name}", resources.text("profiles", name)), stem)
        if profile is None or wrong:
            raise RuntimeError(f"profiles/{name}: {[(d.code, d.at.position) for d in wrong]}")
        profiles[stem] = profile
    return MappingProxyType(profiles)


def with_profiles(university: University, added: Sequence[str]) -> University:
    """The university with profiles that bind everything for this run."""
    uses = tuple(ProfileUse(name, EVERYTHING, NOWHERE) for name in added)
    return replace(university, profiles=(*university.profiles, *uses))
