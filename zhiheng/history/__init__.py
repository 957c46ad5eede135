"""What was changed, when, by whom, from what to what, and why. Stands under everything that is kept."""
