"""What is measured, and how; never imported by the package."""
