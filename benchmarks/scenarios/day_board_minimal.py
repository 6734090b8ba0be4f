"""The floor's two views: what a signed-in person gets from the least code that can answer."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import path

VERSION = (
    "SELECT count(*), max(version) FROM scheduling_appointment WHERE wall_date = '2027-01-04'"
)
LIST = """
SELECT json_agg(row_to_json(v))::text FROM (
    SELECT a.id, visit_id, site_id, patient_id, course_id, step_id, kind, route, room_id, status, starts_at, ends_at,
           wall_date, wall_time, zone, moves, replaces_id, held_until, confirmed_at, arrived_at, left_at, ended_at,
           reason, a.version,
           (SELECT json_agg(json_build_object('user', s.user_id, 'name', u.name, 'role', s.role))
            FROM scheduling_appointmentstaff s JOIN accounts_user u ON u.id = s.user_id
            WHERE s.appointment_id = a.id) AS staff
    FROM scheduling_appointment a WHERE wall_date = '2027-01-04' ORDER BY starts_at, id LIMIT 100) v
"""


def _one(request: HttpRequest, statement: str) -> str:
    if not request.user.is_authenticated:  # reads the session and the user
        raise PermissionError
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def unchanged(request: HttpRequest) -> HttpResponse:
    return HttpResponseNotModified(headers={"ETag": _one(request, VERSION)})


def listed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_one(request, LIST), "application/json")


urlpatterns = [path("", unchanged), path("list/", listed)]
