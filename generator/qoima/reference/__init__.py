"""Pages for contributors and auditors: one a requirement, made from the profiles, the rules and their examples."""
