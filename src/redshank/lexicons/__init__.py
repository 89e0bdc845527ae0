"""Word lists and rosters as data, and the loaders that turn them into typed rows."""
