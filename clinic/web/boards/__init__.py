"""What the homes show, read in a constant number of queries and said in sentences. No record is changed here."""
