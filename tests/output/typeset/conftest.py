"""What the tests of the typesetter share: the house's fonts, and a PDF of one Word file held to both standards."""

from datetime import date
from pathlib import Path

import page
import pytest

from reporting.output.typeset import Part, Properties, load_fonts, typeset_pdf

FONTS = Path(__file__).parents[3] / "templates" / "house" / "fonts"


@pytest.fixture(scope="session")
def fonts():
    return load_fonts(FONTS)


@pytest.fixture
def properties():
    return Properties("Brief", "nl-NL", date(2022, 12, 15))


@pytest.fixture
def pdf_of(fonts, properties):
    """The PDF of Word files, which must have no problem and pass PDF/UA-1 and PDF/A-2a."""

    def make(*files: bytes) -> bytes:
        parts = [Part(data, f"part{i}.docx", f"Deel {i}", f"doc_{i}") for i, data in enumerate(files, 1)]
        data, problems = typeset_pdf(parts, fonts, properties)
        assert problems == []
        for profile in ("ua1", "2a"):
            assert page.validate_pdf_bytes(data, profile=profile).is_compliant, profile
        return data

    return make
