"""The line detector: a small network that was taught by PP-OCRv6's."""
