"""An OpenAPI 3.1 document of each profile, made of the contracts: a book in, a dict out."""
