"""Plays Amazon Connect locally: real flows, deployed functions, simulated phones."""
