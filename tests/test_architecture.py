"""What the style guide and docs/architecture.md promise about the code itself."""

import ast
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template
from wagtail.models import get_page_models

ROOT = Path(settings.BASE_DIR)
APPS = (
    "people", "content", "calendars", "webinars", "courses", "conferences", "consultations", "surveys", "certificates",
    "home", "lms",
)  # fmt: skip
SOURCES = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
ADAPTERS = {"icalendar", "openbadgeslib", "pyhanko", "typst", "segno", "jwt", "fontTools", "polib", "dateutil"}
PAGES = [model for model in get_page_models() if model._meta.app_label in APPS]


def test_apps_import_downwards_only():
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_each_vendor_library_is_imported_by_one_module():
    importers = defaultdict(set)
    for path in SOURCES:
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for library in ADAPTERS & {name.partition(".")[0] for name in names}:
                importers[library].add(str(path.relative_to(ROOT)))

    assert {library: len(modules) for library, modules in importers.items()} == dict.fromkeys(ADAPTERS, 1), importers


def test_files_stay_short():
    long = {
        str(path.relative_to(ROOT)): lines for path in SOURCES if (lines := len(path.read_text().split("\n"))) > 300
    }

    assert long == {}


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_every_page_type_says_what_it_is_and_where_it_goes(model):
    named = set().union(*(vars(base) for base in model.__mro__ if base.__module__.partition(".")[0] in APPS))

    assert {"template", "parent_page_types", "subpage_types", "search_fields"} - named == set()
    assert not model.__doc__.startswith(f"{model.__name__}(")
    assert get_template(model.template)
