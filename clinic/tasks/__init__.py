"""Staff tasks: what a person must do, about whom, by when, and who is told when it is not done."""
