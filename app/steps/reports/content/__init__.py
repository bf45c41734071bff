"""The report's content: read once from the data, told in fourteen sections."""
