"""One deed done to many conversations: what can be done, what it changes, and how it is taken back."""
