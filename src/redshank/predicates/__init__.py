"""Did what: acts and the heads of their arguments."""
