#!/usr/bin/env python3
"""Every command of the clinic program: python3 manage.py VERB

This file and clinic/embedded/bootstrap.py need nothing but Python. They put the packages in place, then start again
inside `.venv`; only after that is Django imported. It is kept readable for old Pythons, so that the first sentence a
person sees is about their Python and not a syntax error.
"""

import os
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - before we know the Python
OURS = {  # verb: (the requirement list it needs, the module that runs it)
    "up": ("local", "clinic.embedded.up"),
    "test": ("test", "clinic.embedded.run_tests"),
    "check_all": ("test", "clinic.embedded.check_all"),
    "bench": ("local", "benchmarks.command"),
}
HELP = """  up         the whole clinic on this machine, with fictitious patients
  test       the suite; what follows goes to pytest
  check_all  style, types, imports, templates, migrations
  bench      how fast it is, as ratios against floors measured beside it: bench [NAME …] [--json FILE]
  setup      only put the packages in place: setup [run|local|test]
"""
# These change the schema, so they speak to the database as its owner (clinic/embedded/roles.sql).
AS_OWNER = ("migrate", "makemigrations", "showmigrations", "sqlmigrate")


def main():
    if sys.version_info < (3, 11):  # noqa: UP036 - the very thing to find out
        sys.exit(
            "The clinic needs Python 3.11 or newer; this is Python %d.%d (%s).\n"  # noqa: UP031
            "On Debian or Ubuntu: sudo apt install python3 python3-venv"
            % (sys.version_info[0], sys.version_info[1], sys.executable)
        )
    sys.path.insert(0, ROOT)
    verb = sys.argv[1] if len(sys.argv) > 1 else "help"
    bootstrap = load_bootstrap()
    if verb == "setup":
        return bootstrap.setup_command(sys.argv[2:])
    wanted, module = OURS.get(verb, ("run", None))
    bootstrap.be_in_the_right_python(wanted)
    if module:
        from importlib import import_module

        return import_module(module).main(sys.argv[2:])
    from clinic.embedded.attach import attach

    attach(verb)
    if verb in AS_OWNER:
        os.environ.setdefault("CLINIC_DB_ROLE", "owner")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings")
    if verb == "help" and len(sys.argv) < 3:
        print(__doc__.splitlines()[0] + "\n\n" + HELP)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
    return 0


def load_bootstrap():
    """Load by path: importing the `clinic` package might already ask for packages that are not there yet."""
    from importlib.util import module_from_spec, spec_from_file_location

    path = os.path.join(ROOT, "clinic", "embedded", "bootstrap.py")  # noqa: PTH118
    spec = spec_from_file_location("clinic_bootstrap", path)
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
