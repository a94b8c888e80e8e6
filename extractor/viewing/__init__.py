"""Look at results: articles with their facts highlighted, in the terminal and as a page."""
