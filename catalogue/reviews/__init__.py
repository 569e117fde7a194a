"""What buyers say of goods they received, shown once staff have read it. A fork of Oscar's reviews. Floor 1a, goods."""
