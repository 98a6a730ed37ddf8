"""What is compared across posts: paragraphs, sentences, fields."""
