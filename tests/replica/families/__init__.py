"""Made-up hosts, one kind for every family of content management systems. Everything on them is invented."""
