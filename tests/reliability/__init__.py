"""Rounds of kills, crashes, outages and load, for `make reliability`: they are about time, and take it."""
