"""No dose is given without the answer of the guard of labs and tests."""

from django.db import migrations

# Put beside the guards that the function asks for already, whichever these are by now.
ASKED = """
DO $do$
BEGIN
    EXECUTE replace(pg_get_functiondef('public.decision_says_what_its_verdicts_say()'::regprocedure),
                    $q$'G13'$q$, $q$'G12','G13'$q$);
END $do$;
"""
UNASKED = """
DO $do$
BEGIN
    EXECUTE replace(pg_get_functiondef('public.decision_says_what_its_verdicts_say()'::regprocedure),
                    $q$'G12','G13'$q$, $q$'G13'$q$);
END $do$;
"""


class Migration(migrations.Migration):
    dependencies = [("dosing", "0006_medications_read")]

    operations = [migrations.RunSQL(ASKED, UNASKED)]
