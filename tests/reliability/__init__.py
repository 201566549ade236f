"""Rounds of kills, crashes, outages and load: small in every run of the tests, at full size in `make reliability`."""
