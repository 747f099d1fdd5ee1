"""The live preview: a server of one language that makes a page when a browser asks for it."""
