"""Where the clinic is: name, zone, jurisdiction."""
