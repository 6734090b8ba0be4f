"""Sign in, and book."""

import json
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth import authenticate, login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from benchmarks.floor.models import Message, Visit

OWED = {
    "7D": timedelta(days=-7),
    "24H": timedelta(days=-1),
    "2H": timedelta(hours=-2),
    "NEXT_DAY": timedelta(days=1),
}


class VisitSerializer(serializers.ModelSerializer[Visit]):
    class Meta:
        model = Visit
        fields: ClassVar = [
            "id",
            "site",
            "patient",
            "course",
            "room",
            "nurse",
            "therapist",
            "kind",
            "route",
            "starts_at",
        ]


class Book(APIView):
    def post(self, request: Request) -> Response:
        wanted = VisitSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        with transaction.atomic():
            visit = wanted.save()
            Message._default_manager.bulk_create(
                [
                    Message(visit=visit, kind=kind, due_at=visit.starts_at + ahead)
                    for kind, ahead in OWED.items()
                ]
            )
        return Response(VisitSerializer(visit).data, status=201)


@csrf_exempt
def sign_in(request: HttpRequest) -> HttpResponse:
    """The token that every later POST carries."""
    asked: dict[str, Any] = json.loads(request.body)
    user = authenticate(request, **asked)
    if user is None:
        return HttpResponse(status=401)
    login(request, user)
    return JsonResponse({"token": get_token(request)})


urlpatterns = [path("sign-in/", sign_in), path("book/", Book.as_view())]
