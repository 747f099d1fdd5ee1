"""From PO files to a Guide in another language: states, reviews, publication, coverage."""
