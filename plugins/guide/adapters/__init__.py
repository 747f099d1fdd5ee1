"""The only room that knows MkDocs: its plugin, macros, navigation, builds and preview."""
