"""What every page is made of: the body of a post through Pandoc, put right for HTML 5, with the style sheets of a theme."""
