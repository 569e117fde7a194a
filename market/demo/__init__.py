"""The demo: people, goods, message box, and a guard that refuses production. Floor 6, tools."""
