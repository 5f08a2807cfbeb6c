"""Records from what is archived, with no network: ``govreports reparse``.

``jobs`` are publications to be read and what came of them, ``pool`` reads them in several processes, ``runs`` puts what
came of them together as each run's feed did, ``command`` is the command.
"""
