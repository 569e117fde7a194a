"""Payment gateways behind one interface. Floor 0c, doors."""
