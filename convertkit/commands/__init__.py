"""What each command does; loaded by name when it is called."""
