"""The text tower: its recipe, what it reads in an epoch, how it is trained and validated."""
