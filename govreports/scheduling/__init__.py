"""When which spider is crawled: what is due by the year's calendar and by past runs, and many crawls side by side.

`due` decides, from days alone; `past` reads what there was; `plan` puts both together for the project's spiders. `fleet` runs
crawls, each in a process of its own; `telling` says how they went.
"""
