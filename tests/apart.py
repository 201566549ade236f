"""Processes beside that of the test, which hold nothing of it but what they are given."""

import multiprocessing

#: Each is forked from a server that has the house loaded: to load it anew takes longer than most of these tests.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.tester"])
