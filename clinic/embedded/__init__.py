"""A private PostgreSQL, Valkey, mail and SMS sink for people who only have Python: `manage.py up` and the tests."""
