"""Expert reviews as files: a new sheet, its signature, who may sign, and the proof of a signature by history."""
