"""Benchmarks. Not part of the test run."""
