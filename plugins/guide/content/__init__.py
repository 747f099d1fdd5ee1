"""From content/*.yml to a Guide in its source language, checked as a whole."""
