from tests.messages import (  # noqa: F401 - fixtures
    lost,
    outside_transactions,
    sink,
    sink_process,
)
