# The same verbs as manage.py, for fingers that type make.
.PHONY: up test test-all check fix migrations shell clean

up:          ## the whole clinic on this machine
	python3 manage.py up
test:        ## the suite; `make test ARGS="tests/scheduling -k claim"`
	python3 manage.py test $(ARGS)
test-all:    ## what .ci/run does
	./.ci/run
check:       ## style, types, imports, templates, migrations
	python3 manage.py check_all
fix:         ## what the formatter can mend by itself
	.venv/bin/ruff check --fix . && .venv/bin/ruff format .
migrations:  ## never name an app here: `sessions` has the label `dosing`
	CLINIC_MODE=check python3 manage.py makemigrations
shell:       ## a Django shell on the demo clinic
	python3 manage.py shell
clean:       ## forget the demo clinic and the test databases
	rm -rf var
