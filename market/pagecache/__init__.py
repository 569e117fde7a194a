"""Pages that are the same for everybody: marked here, kept, checked and answered before anything personal is read.

Foundation: every room says in its migrations which of its tables such pages show.
"""
