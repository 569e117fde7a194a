"""Double entry in whole rupiah that is never rewritten; knows accounts and amounts, nothing else. Floor 0a, ground."""
