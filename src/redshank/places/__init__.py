"""Where: toponyms, resolved to GeoNames."""
