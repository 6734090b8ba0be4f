# One image for web, worker, beat and migrate; docker-compose.yml says which command each runs.
FROM python:3.13-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/clinic/.venv/bin:$PATH
WORKDIR /clinic

# The packages first: they change less often than the program.
COPY manage.py ./
COPY clinic/embedded/bootstrap.py clinic/embedded/
COPY requirements/run.txt requirements/uv.txt requirements/
RUN UV_COMPILE_BYTECODE=1 python manage.py setup run && rm -rf var /root/.cache

COPY . .
RUN CLINIC_MODE=check python manage.py collectstatic --noinput \
    && useradd --system --no-create-home clinic \
    && mkdir var && chown clinic var
USER clinic
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "clinic.wsgi:application", "--config", "python:clinic.embedded.gunicorn_conf"]
