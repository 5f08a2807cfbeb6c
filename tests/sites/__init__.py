"""Fixtures and golden records of the spiders, and what they are made from."""
