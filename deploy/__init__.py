"""Deploys an environment of environments.toml to AWS, and takes it away: `python -m deploy`."""
