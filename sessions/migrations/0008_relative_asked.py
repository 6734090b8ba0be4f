"""No dose is given without the answer of the guard of relative exclusions."""

from django.db import migrations

# Put beside the guards that the function asks for before a dose; a supplemental one does not ask again.
ASKED = """
DO $do$
BEGIN
    EXECUTE replace(pg_get_functiondef('public.decision_says_what_its_verdicts_say()'::regprocedure),
                    $q$'G02','G03','G05'$q$, $q$'G02','G03','G04','G05'$q$);
END $do$;
"""
UNASKED = """
DO $do$
BEGIN
    EXECUTE replace(pg_get_functiondef('public.decision_says_what_its_verdicts_say()'::regprocedure),
                    $q$'G02','G03','G04','G05'$q$, $q$'G02','G03','G05'$q$);
END $do$;
"""


class Migration(migrations.Migration):
    dependencies = [("dosing", "0007_tests_asked")]

    operations = [migrations.RunSQL(ASKED, UNASKED)]
