"""Annual reports on government information disclosure (政府信息公开工作年度报告), from site to checked record."""

__version__ = "0.1.0"
