"""All pages of docs/reference/ and their index."""

from collections.abc import Mapping

from qoima.model.profile import Profile
from qoima.reference.page import page
from qoima.reference.shown import Examples
from qoima.render.coverage import cell, counts
from qoima.rules.registry import Rule


def pages(profiles: Mapping[str, Profile], rules: Mapping[str, Rule]) -> dict[str, str]:
    """Name of the file -> Markdown: a page a requirement, and README.md with a line for each."""
    return {
        "README.md": index(profiles),
        **{
            f"{one.code}.md": page(profile, one, rules, Examples(one.code, profiles, rules))
            for profile in profiles.values()
            for one in profile.requirements
        },
    }


def index(profiles: Mapping[str, Profile]) -> str:
    """A table a regulation: code, clause, and by which rules it is checked."""
    lines = [
        "# Requirements",
        "",
        "Every requirement of the regulations in force, a page each: the clause and its quote, the reading taken, the",
        "rules that check it with their numbers, and an example. `qoima explain CODE` says the same in Kazakh, Russian",
        "and English, `qoima profile NAME --coverage` lists them. Made by `make golden`; do not edit.",
        "",
    ]
    for name, profile in profiles.items():
        document, held = profile.document, counts(profile)
        lines += [
            f"## {name}",
            "",
            f"{document.code}: {document.title}. In force since {document.in_force.isoformat()}.",
            f"{held['all']} requirements: {held['checked']} checked by rules, {held['manual']} by people.",
            "",
            "| code | clause | checked by |",
            "|---|---|---|",
        ]
        for one in profile.requirements:
            rules = ", ".join(f"`{slug}`" for slug in dict.fromkeys(check.rule for check in one.checks))
            lines.append(f"| [{one.code}]({one.code}.md) | {cell(one.clause.clause)} | {rules or 'people'} |")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"
