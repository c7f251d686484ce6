"""Runs the whole of Jour on one machine: the deployed template, an AWS emulator, a front door."""
