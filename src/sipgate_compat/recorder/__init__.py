"""A proxy before the API that notes what an integration uses of it."""
