-- An agent that is deleted keeps its row: its key, its use of a token and its host name stay taken.
ALTER TABLE agents ADD COLUMN IF NOT EXISTS deleted Nullable(DateTime64(3, 'UTC')) AFTER revoked
