"""What stands on each paper, as plain words: read through ``visible_to`` as whoever prints."""
