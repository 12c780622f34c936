"""The web door: editors at the desk, subscribers who leave, and whoever asks whether we are well."""
