"""The demonstration, made through the same actions that people use."""
