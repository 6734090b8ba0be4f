from clinic.sites.models.site import Site, SiteQuerySet

__all__ = ["Site", "SiteQuerySet"]
