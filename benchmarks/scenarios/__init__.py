"""The scenarios. Importing one makes it known; what needs Django is imported when it runs, not before."""

from importlib import import_module

MODULES = (
    "booking",
    "booking_http",
    "booking_storm",
    "day_board",
    "find_slot",
    "gate_day",
    "interactions",
    "measures_due",
    "planner",
)


def load_all() -> None:
    """Make every scenario known by its name."""
    for name in MODULES:
        import_module(f"benchmarks.scenarios.{name}")
