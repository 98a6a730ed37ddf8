"""What is compared across the posts of a site: repetition, templates, values that must differ."""
