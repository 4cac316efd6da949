"""What each site generator says of a site: a module each, over the root and its config."""
