"""Both of PyYAML's parsers: libyaml, which most installations have, and the one in Python that stands in for it."""

import pytest
import yaml

from reporting.yamlfile import tree


@pytest.fixture(params=["libyaml", "python"])
def parser(request, monkeypatch):
    """Runs the test once with each parser."""
    if request.param == "python":
        monkeypatch.setattr(tree, "LOADER", yaml.SafeLoader)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("needs PyYAML built with libyaml")
    return request.param
