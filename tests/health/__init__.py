"""Whether runs are judged as they should be, and shown to people without harm."""
