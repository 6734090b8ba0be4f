from clinic.core.models.idempotency import IdempotencyKey

__all__ = ["IdempotencyKey"]
