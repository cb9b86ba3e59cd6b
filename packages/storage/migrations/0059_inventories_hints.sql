-- Where a host runs, from firmware and from what container engines leave.
ALTER TABLE inventories
  ADD COLUMN IF NOT EXISTS cloud String,
  ADD COLUMN IF NOT EXISTS container String
