"""How somebody is doing: scores against doses and integration. Facts in, series with marks out; no database."""
