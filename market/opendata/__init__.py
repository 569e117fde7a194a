"""What the market tells everybody, for programs: /api/v1/, read only, nothing that no public page shows.

Floor 5, windows.
"""
