"""What is promised: the models of ``contracts/``, their loader, and the cases they expand into."""
