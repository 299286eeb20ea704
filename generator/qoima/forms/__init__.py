"""Forms on paper: what a department prints, signs and keeps beside a test base."""
