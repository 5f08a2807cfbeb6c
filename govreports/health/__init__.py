"""Whether crawls that nobody watches are still in order: what each run gave, held against what it should have given.

`sites` says of each site of a run whether it failed and why; the log, the monitors and replays ask nobody else. `gathering`
counts records as they come, `model` is what is kept of a run, `monitors` are judgements on it, `history` (one level up)
what earlier runs gave. `pages` makes HTML of it, `overview` puts all spiders together, `notifying` tells people. Only
`extension` and `spidermon` know Scrapy.
"""
