"""The real Hugo behind one door: it shows calls with the site's own templates, in a throw-away project."""
