"""Joins who, what, when, where and on whose word into events and statements."""
