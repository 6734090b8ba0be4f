"""Whether a person may be treated: the exclusions as data and the verdict as a pure function."""
