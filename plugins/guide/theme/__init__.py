"""How a guide looks and speaks: messages, fonts, branding, and what templates may use."""
