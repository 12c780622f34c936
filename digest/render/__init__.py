"""An issue becomes a mail: templates compiled once, stories encoded once, a variant joined from them."""
