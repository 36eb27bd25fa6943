"""What people write into: sections with fields, rows that know each other, rules, and the form."""
