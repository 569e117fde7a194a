"""Cash: handed over with the goods; the seller says that she has it. Floor 0c."""
