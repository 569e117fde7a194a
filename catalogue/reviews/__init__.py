"""What buyers say of goods they received, shown once staff have read it. Floor 1a, goods."""
