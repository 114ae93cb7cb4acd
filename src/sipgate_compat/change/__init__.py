"""What changed, since when, and does it matter: one vocabulary for all that is watched."""
