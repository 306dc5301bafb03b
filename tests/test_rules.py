"""The rules of docs/architecture.md, kept by looking at the code itself."""

import ast
import re
from pathlib import Path

from advisory.events.kinds import KINDS

ROOT = Path(__file__).parent.parent
APPS = ["advisory", "boards", "discussions", "insights", "resources"]
PYTHON = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
OURS = PYTHON + sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMMANDS = [path for path in PYTHON if "commands" in path.parts and "management" not in path.parts]
EDGES = [
    path
    for path in PYTHON
    if path not in COMMANDS and ({"views", "api"} & set(path.parts) or path.stem in {"api", "consumers", "hub"})
]
WRITES = re.compile(
    r"(?:\.save|(?<!router)\.delete|(?:objects|\))\.(?:create|update|bulk_create|bulk_update|\w+_or_create))\("
)
PRIVATE = {"drafts.py", "notifications.py", "preferences.py"}
KEEPERS = [
    path
    for path in PYTHON
    if "models" in path.parts or path.stem in {"permissions", "visibility", "rights", "audience", "telling"}
]


def over(paths):
    """Ask a rule of each of these files, and name all that break it."""

    def asked(rule):
        def every():
            assert paths
            assert [broken for broken in (_broken(rule, path) for path in paths) if broken] == []

        every.__name__, every.__doc__ = rule.__name__, rule.__doc__
        return every

    return asked


def _broken(rule, path):
    try:
        rule(path)
    except AssertionError as broken:
        return f"{path.relative_to(ROOT)}: {broken}"
    return None


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def length(node):
    return node.end_lineno - node.lineno + 1


def calls(node):
    """The names of plain function calls in a function, in the order in which they stand."""
    found = [one for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)]
    return [one.func.id for one in sorted(found, key=lambda one: (one.lineno, one.col_offset))]


def decorated(node, name):
    return any(ast.unparse(one).startswith(name) for one in node.decorator_list)


@over(OURS)
def test_files_and_functions_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300
    assert [node.name for node in functions(path) if length(node) > 30] == []


@over([path for path in PYTHON if "views" in path.parts])
def test_a_view_finds_commands_and_replies_in_fifteen_lines(path):
    views = [node for node in functions(path) if decorated(node, "require_") or decorated(node, "member_required")]
    assert [node.name for node in views if length(node) > 15] == []


@over(TEMPLATES)
def test_templates_are_small_and_hold_no_script_or_style(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert path.parent.name == "letters" or re.findall(r'\sstyle=|\son[a-z]+="|<script>|<style', text) == []
    assert "|safe" not in text or path.name in {
        "_document.html",
        "detail.html",
    }


@over(COMMANDS)
def test_a_command_locks_allows_changes_and_records_in_that_order(path):
    for node in functions(path):
        if not decorated(node, "transaction.atomic") or path.name in PRIVATE:
            continue
        made = calls(node)
        assert "lock" in made or "create_board" in made, f"{node.name} takes no lock"
        if "allow" in made and "lock" in made and node.name != "create_board":
            assert made.index("lock") < made.index("allow"), f"{node.name} asks before it locks"
        if "record" in made and "allow" in made:
            assert made.index("allow") < made.index("record"), f"{node.name} records before it asks"
        assert "by" in [arg.arg for arg in (*node.args.args, *node.args.kwonlyargs)], (
            f"{node.name} does not say by whom"
        )


@over(EDGES)
def test_views_api_and_sockets_never_write(path):
    assert WRITES.findall(path.read_text(encoding="utf-8")) == []


@over(PYTHON)
def test_nothing_happens_behind_the_commands(path):
    text = path.read_text(encoding="utf-8")
    assert "def save(" not in text
    assert "post_save" not in text
    assert "@receiver" not in text


@over([path for path in PYTHON if path not in KEEPERS])
def test_only_permissions_compare_roles(path):
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\.(?:role|seat|get_seat_display\(\)) (?:==|!=|in|not in) ", text) == []
    compared = [ast.unparse(node) for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Compare)]
    assert [one for one in compared if re.search(r"\.\w*(?:seat|role)\w*", one) and re.search(r"Role\.", one)] == []


def test_every_kind_is_recorded_somewhere():
    code = "\n".join(path.read_text(encoding="utf-8") for path in COMMANDS)
    assert [name for name in KINDS if f'"{name}"' not in code] == []


def test_every_recorded_kind_is_described():
    code = "\n".join(path.read_text(encoding="utf-8") for path in COMMANDS)
    recorded = set(re.findall(r'record(?:_all)?\(\s*"([a-z.-]+)"', code)) | set(
        re.findall(r'_told\("([a-z.-]+)"', code)
    )
    assert recorded - set(KINDS) == set()


def test_events_hold_no_words_of_people():
    spoken = {"body", "reason", "title", "prompt", "name", "text", "html", "email"}
    for path in COMMANDS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "record":
                assert {keyword.arg for keyword in node.keywords} & spoken == set(), path


@over(PYTHON)
def test_names_say_what_a_thing_is(path):
    assert path.stem not in {"utils", "helpers", "services", "common", "misc"}


@over(PYTHON)
def test_public_things_say_what_they_mean_to_the_board(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))]
    silent = [node.name for node in public if not node.name.startswith("_") and not ast.get_docstring(node)]
    assert [name for name in silent if name not in {"Meta", "Command"}] == []
