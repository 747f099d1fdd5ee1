"""Safe reading and writing: YAML, tables, the cache, atomic replacement, checksums, locks."""
