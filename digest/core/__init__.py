"""Values and decisions: no input, no output, no clock; everything above builds on these."""
