from clinic.policy.models.version import PolicyVersion, PolicyVersionQuerySet

__all__ = ["PolicyVersion", "PolicyVersionQuerySet"]
