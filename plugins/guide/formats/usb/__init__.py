"""The stick: a folder that is read without a network, and its archive."""
