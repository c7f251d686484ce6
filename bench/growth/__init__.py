"""How far Jour grows: a simulation in virtual time of what bounds it, from counted operations."""
