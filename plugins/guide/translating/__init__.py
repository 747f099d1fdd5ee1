"""Floor 5. The translator's tools."""
