"""What a person sees first: the overview of the pairing, its figures with their cards, and the areas."""
