"""The config of a site, read, checked and proposed."""
