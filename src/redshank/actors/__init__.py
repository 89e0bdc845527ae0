"""Who: mentions, their chains within the report, and the actor each resolves to."""
