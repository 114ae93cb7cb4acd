"""What an unattended night leaves behind: issues of a tracker, and when it last ran well."""
