-- Run in the clinic's database and in template1, so that a database made for the tests has them too.
CREATE EXTENSION IF NOT EXISTS btree_gist;  -- exclusion constraints over (id, time range)
CREATE EXTENSION IF NOT EXISTS pg_trgm;     -- patient search that forgives spelling
CREATE EXTENSION IF NOT EXISTS unaccent;    -- and accents
