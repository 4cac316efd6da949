"""Writers: posts to an artifact of some format."""
