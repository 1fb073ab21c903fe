"""The paper trail of the border-obstacle chain: YAML case files in, signed-off letters out.

Rooms, in the order in which they may import one another (`tests/test_architecture.py` holds it):
`problems` and `places` < `yamlfile` < `model` < `casebook` / `documents` < `output` < `cli`.
"""

__version__ = "0.1.0"
