"""The house: what stands around the desk, from the calendar to the articles."""
