"""The demonstration: a fictional newspaper's day, sent for real to a mailbox on this machine."""
