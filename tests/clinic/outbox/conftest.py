from tests.messages import lost, sink, sink_process  # noqa: F401 - fixtures
