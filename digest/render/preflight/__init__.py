"""Preflight: what can be wrong with a mail before it goes out, one module for each family of checks."""
