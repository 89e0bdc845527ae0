"""When: time expressions with TIMEX3 values and the days they cover."""
