"""The specification: reading OpenAPI documents, what changed between two, what one covers."""
