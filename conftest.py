"""Options and fixtures of the suite; wiring only."""

pytest_plugins = ["sipgate_compat.run.plugin", "sipgate_compat.pytest_plugin"]
