"""Where an address lies in law: ISO 3166-2, as licences are written."""

# ISO 3166-2:US, the fifty states, the district and the territories.
STATES = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "delaware": "DE", "district of columbia": "DC", "florida": "FL", "georgia": "GA",
    "hawaii": "HI", "idaho": "ID", "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS",
    "kentucky": "KY", "louisiana": "LA", "maine": "ME", "maryland": "MD", "massachusetts": "MA",
    "michigan": "MI", "minnesota": "MN", "mississippi": "MS", "missouri": "MO", "montana": "MT",
    "nebraska": "NE", "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM",
    "new york": "NY", "north carolina": "NC", "north dakota": "ND", "ohio": "OH", "oklahoma": "OK",
    "oregon": "OR", "pennsylvania": "PA", "rhode island": "RI", "south carolina": "SC",
    "south dakota": "SD", "tennessee": "TN", "texas": "TX", "utah": "UT", "vermont": "VT",
    "virginia": "VA", "washington": "WA", "west virginia": "WV", "wisconsin": "WI", "wyoming": "WY",
    "american samoa": "AS", "guam": "GU", "northern mariana islands": "MP", "puerto rico": "PR",
    "virgin islands": "VI",
}  # fmt: skip
AMERICA = {"", "us", "usa", "u.s.", "u.s.a.", "united states", "united states of america"}


def jurisdiction(state: str, country: str) -> str:
    """US-MA for Massachusetts or MA. "" where the address does not say it beyond doubt."""
    if country.casefold() not in AMERICA:
        return ""
    name = " ".join(state.casefold().split())
    code = STATES.get(name, name.upper() if name.upper() in STATES.values() else "")
    return f"US-{code}" if code else ""
