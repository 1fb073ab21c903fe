"""The schemas of XLIFF, as OASIS wrote them and Debian ships them (php-symfony-translation): we keep no copy."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).parents[3]
FOLDERS = [
    ROOT / ".ci/xliff/usr/share/php/Symfony/Component/Translation/Resources/schemas",
    Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas"),
]
NAMES = {"xliff2": "xliff-core-2.0.xsd", "xliff1": "xliff-core-1.2-strict.xsd"}


@cache
def load_schema(form: str) -> etree.XMLSchema:
    """The schema of a version. The test is skipped where it is not there."""
    folder = next((folder for folder in FOLDERS if (folder / NAMES[form]).exists()), None)
    if folder is None:
        pytest.skip("needs the schemas of XLIFF (of Debian's php-symfony-translation)")
    text = (folder / NAMES[form]).read_text(encoding="utf-8")
    near = (folder / "xml.xsd").as_uri()  # it names the copy on the web
    located = re.sub(r'schemaLocation="[^"]*xml\.xsd"', f'schemaLocation="{near}"', text)
    return etree.XMLSchema(etree.fromstring(located.encode()))
