"""How a policy document becomes lines, and lines become clauses: one small module per format, then one per step."""
