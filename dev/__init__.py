"""What Onmaru is developed, tested and shown with; not part of the installed product."""
