"""What `tools/bench.py` measures: one module for each of its names, and what they share."""
