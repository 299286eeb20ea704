"""Imports point down: cli -> site | forms | deliver | render | check -> rules | formats -> model -> core."""

import ast
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "generator" / "qoima"
LEVELS = {
    "core": 0,
    "model": 1,
    "formats": 2,
    "rules": 2,
    "check": 4,
    "decisions": 3,
    "example": 4,
    "trace": 5,
    "requirement_example": 5,
    "fix": 4,
    "render": 4,
    "site": 4,
    "forms": 4,
    "deliver": 4,
    "review": 5,
    "diff": 6,
    "reference": 6,
    "cli": 7,
}


@cache
def modules() -> dict[str, Path]:
    return {
        ".".join(("qoima", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


@cache
def imports(path: Path) -> set[str]:
    """Every module of ours that a file imports anywhere in it, type hints and function bodies included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name for name in found if name.split(".")[0] == "qoima"}


def test_imports_point_down() -> None:
    wrong = []
    for module, path in modules().items():
        for other in imports(path):
            mine, theirs = room(module), room(other)
            if mine in LEVELS and theirs in LEVELS and mine != theirs and LEVELS[theirs] >= LEVELS[mine]:
                wrong.append(f"{module} imports {other}")
    assert not wrong


def test_every_module_has_a_room() -> None:
    assert {room(m) for m in modules()} <= {"", "__main__", *LEVELS}


def test_no_cycles() -> None:
    graph = {m: {o for o in imports(p) if o in modules() and o != m} for m, p in modules().items()}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module not in done:
            for other in graph[module]:
                visit(other, (*trail, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_only_cli_touches_the_world() -> None:
    """Files, clock, environment, processes and printing belong to `cli`; the package's own data to core/resources."""
    outside = {"os", "subprocess", "sys", "time", "pathlib", "tempfile", "shutil", "random", "socket", "locale"}
    wrong = []
    for module, path in modules().items():
        if room(module) in ("cli", "") or module == "qoima.core.resources":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            wrong += [f"{module}: {name}" for name in names if name.split(".")[0] in outside]
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("open", "print", "input")
            ):
                wrong.append(f"{module}: {node.func.id}()")
    assert not wrong
