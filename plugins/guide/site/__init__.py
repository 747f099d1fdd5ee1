"""What a website is made of: routes, pages, their layout, search and content security policy."""
