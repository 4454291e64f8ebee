"""What is made when the package is built."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from babel.messages.pofile import PoFileError

from speedbumps.i18n import read_catalogue

TOP = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def hatch_build() -> ModuleType:
    """Return the module of the build hook, which is no part of the package."""
    spec = spec_from_file_location("hatch_build", TOP / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compile_catalogue(hatch_build: ModuleType, root: Path, texts: str) -> bytes:
    """Write a Welsh catalogue in *root*, run the hook, and return what it makes."""
    folder = root / "templates" / "locale" / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "speedbumps.po").write_text(texts, "utf-8")
    nothing: Any = None
    hatch_build.CatalogueHook(str(root), {}, nothing, nothing, "", "wheel").initialize("standard", {})
    return (folder / "speedbumps.mo").read_bytes()


def test_a_catalogue_is_compiled(hatch_build: ModuleType, tmp_path: Path) -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    compiled = compile_catalogue(hatch_build, tmp_path, f'{header}msgid "The road"\nmsgstr "Y ffordd"\n')

    assert read_catalogue("cy", compiled).gettext("The road") == "Y ffordd"


def test_a_mistake_in_a_catalogue_stops_the_build(hatch_build: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(PoFileError):
        compile_catalogue(hatch_build, tmp_path, 'message "The road"\n')
