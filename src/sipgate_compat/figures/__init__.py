"""What was measured: the figures, the peers, the endurance, and the tables made of them."""
