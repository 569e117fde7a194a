"""Pack labels as PDF: sticker sheets and till rolls, with a code that leads to the pack's page."""
