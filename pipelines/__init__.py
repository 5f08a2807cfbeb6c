"""The stages that a fetched page goes through, one concern a file, in the order of the settings.

Each hands the publication to one pure function of govreports.stages; Scrapy ends here.
"""
