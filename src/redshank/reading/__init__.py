"""Bytes -> ``Document``: texts, HTML pages, rows; paragraph kinds, title, day, dateline, authors, credits, language."""
