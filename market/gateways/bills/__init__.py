"""Bills of the gateways without a server of their own (transfer, QRIS, cash): this room is it. Floor 0c."""
