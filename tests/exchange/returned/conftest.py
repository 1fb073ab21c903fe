"""One pack that was sent, made once: tests take what came back of it, and leave the casebook as it is."""

from __future__ import annotations

import pytest
from returned_files import Sending, send


@pytest.fixture(scope="session")
def sending(tmp_path_factory: pytest.TempPathFactory) -> Sending:
    return send(tmp_path_factory.mktemp("sent"))
