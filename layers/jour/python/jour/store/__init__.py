"""Storage: one module per aggregate; keys, mapping and conditions stand together."""
