"""The help page as data: read, stored, compared, followed over time."""
