"""Jour's domain and its storage: all code that decides anything."""
