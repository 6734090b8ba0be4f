"""Those who often may the same. `table.py` says what the letters mean."""

CARE = "NPT"
BEDSIDE = "NP"
FRONT = "DNPT"
WORKING = "DNPTM"
STAFF = "DNPTMA"
EVERYBODY = "DNPTMAX"
