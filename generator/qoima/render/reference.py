"""Reference pages for contributors, made from the code and committed."""

from qoima.core.problems import PROBLEMS
from qoima.core.words import Template

FAMILIES = {
    "FIL": "files, encodings, limits",
    "YML": "YAML and the shape of files",
    "GFT": "GIFT",
    "AIK": "Aiken",
    "MXL": "Moodle XML",
    "REF": "references",
    "PRF": "profiles, overrides, waivers",
    "LOS": "lost on writing",
    "DLV": "delivery to Moodle",
    "FRM": "forms",
    "QLT": "advice on item writing",
}


def codes_page() -> str:
    """docs/codes.md: every code that no regulation asks for."""
    lines = [
        "# Codes",
        "",
        "What Qoima says of its own accord; the codes of regulations stand in `generator/qoima/profiles/`, and",
        "`qoima explain CODE` shows either. A code, once released, is never given to anything else.",
    ]
    for family, meaning in FAMILIES.items():
        held = {code: problem for code, problem in PROBLEMS.items() if code.startswith(family)}
        if held:
            lines += [
                "",
                f"## {family}: {meaning}",
                "",
                "| code | severity | what is wrong | what to do |",
                "|---|---|---|---|",
            ]
            lines += [
                f"| {c} | {p.severity} | {_cell(p.template)} | {_cell(p.help)} |" for c, p in sorted(held.items())
            ]
    return "\n".join(lines) + "\n"


def _cell(template: Template) -> str:
    text = template if isinstance(template, str) else template.get("other", "")
    return text.replace("{{", "{").replace("}}", "}").replace("|", "\\|").replace("<", "&lt;")
