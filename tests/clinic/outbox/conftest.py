from tests.messages import lost, outside_transactions, sink, sink_process  # noqa: F401 - fixtures
