"""Taking the discussion out: what is in an export, and the formats in which people read it."""
