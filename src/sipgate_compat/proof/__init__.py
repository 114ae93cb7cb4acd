"""Providers that are broken on purpose, and the proof that the suite notices each of them."""
