"""What a person sees: the web pages and the HTTP API."""
