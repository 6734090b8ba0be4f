"""Who changed what, who read what: two histories, one for people and one that cannot be argued with."""
