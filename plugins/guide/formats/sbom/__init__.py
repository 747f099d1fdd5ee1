"""The software bill of materials of an output."""
