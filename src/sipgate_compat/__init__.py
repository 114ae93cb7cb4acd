"""Contract tests and compatibility monitoring for the sipgate REST API."""

__version__ = "0.1.0"
