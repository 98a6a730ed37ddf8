"""The files of a site judged, held beside each other, and what is kept of both."""
