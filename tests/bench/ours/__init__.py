"""Our site as in production, filled with as many goods as are asked for."""
