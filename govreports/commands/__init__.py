"""What the project adds to the ``scrapy`` command."""
