"""What phones did without a signal and send later: each operation once, photos in pieces, edits merged by field."""
