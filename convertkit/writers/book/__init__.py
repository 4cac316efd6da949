"""Many posts as one book: chapters, links between them, cover, what the title page says."""
