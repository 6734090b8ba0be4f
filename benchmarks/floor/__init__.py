"""The floor of `booking_http`: the least Django program that books over HTTP, and nothing of the clinic's.

A session and a user from the database, one DRF view, one model with simple-history, four messages. No rules, no
locks, no claims, no row audit, no access log, no permission, no answer kept for a repeated key. It runs under the same
gunicorn, on the same server, in a schema of its own.
"""
