"""Run the notebook for analysts and write its outputs into it: python docs/notebook.py [--check].

With `--check` the outputs are compared with those in the file, and nothing is written.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode, reads, writes

TOP = Path(__file__).parents[1]

NOTEBOOK = TOP / "docs" / "analysis.ipynb"

VERSION = 4
"""The version of the format of notebooks."""


def main(arguments: list[str]) -> int:
    """Run the notebook, and write or compare its outputs."""
    written = NOTEBOOK.read_text("utf-8")
    made = run_notebook(written)
    if "--check" in arguments:
        if made != written:
            print("docs/analysis.ipynb gives other outputs than those in the file; run docs/notebook.py and compare")
        return int(made != written)
    NOTEBOOK.write_bytes(made.encode())
    return 0


def run_notebook(text: str) -> str:
    """Return the notebook *text* with the outputs that its cells give, run in the top folder."""
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    notebook: NotebookNode = reads(text, as_version=VERSION)  # type: ignore[no-untyped-call]  # nbformat has no types here
    manager = AsyncKernelManager(transport="tcp" if sys.platform == "win32" else "ipc")
    NotebookClient(notebook, manager, timeout=120, resources={"metadata": {"path": str(TOP)}}).execute()
    for cell in notebook.cells:
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            output.metadata = {}
    notebook.metadata.pop("widgets", None)
    notebook.metadata.pop("language_info", None)  # it names the very version of Python
    made = writes(notebook, version=VERSION)  # type: ignore[no-untyped-call]  # as above
    return _as_text(json.loads(made))


def _as_text(notebook: dict[str, Any]) -> str:
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
