"""Pages that are the same for everybody: marked here, kept, checked and answered before anything personal is read.

Ground floor.
"""
