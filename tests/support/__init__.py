"""What tests share: checkers, browsers, readers of what was built, and guides to build."""
