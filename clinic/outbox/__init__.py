"""Messages we owe: a row in the same transaction as its cause, kept until it went or a person is told it did not."""
