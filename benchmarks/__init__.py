"""How fast reports are read and crawled, measured beside what others would be read and crawled with."""
