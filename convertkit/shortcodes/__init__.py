"""The meaning of shortcodes: a file a meaning; which name means what stands in `names`."""
