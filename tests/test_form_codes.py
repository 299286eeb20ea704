"""The codes of forms that checks name are those that the profile lists as current."""

import re

from qoima.cli.workspace import packaged_profiles

ATU = packaged_profiles()["atu"]
FORM = re.compile(r"F\.[A-Z]+-[\d.]+-\d{4}-\d\d-\d\d")


def test_each_code_that_a_check_names_is_a_current_one() -> None:
    named = {code for one in ATU.requirements for check in one.checks for code in FORM.findall(str(check.limits))}
    assert named <= set(ATU.document.form_codes)
    assert named, "some checks name codes"


def test_the_eleven_forms_are_numbered_through() -> None:
    assert [code[-2:] for code in ATU.document.form_codes] == [f"{n:02d}" for n in range(1, 12)]
