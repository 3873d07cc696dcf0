"""What Metdesk prints: one page, one type family, one place where a person's words are made safe."""
