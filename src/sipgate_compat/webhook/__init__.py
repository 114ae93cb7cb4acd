"""The provider's side of the Push API, played against a receiver under development."""
