"""Turns a CSV file or a Markdown outline into the files of content/."""
