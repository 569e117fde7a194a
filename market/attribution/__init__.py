"""Which story sold what: sums of the day by story, village and product; floor between trade and money."""
