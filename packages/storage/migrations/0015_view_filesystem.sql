-- Mounted file systems, every 10 s. used_pct is of what unprivileged users can reach, as df shows it.
CREATE OR REPLACE VIEW filesystem AS
SELECT
  host,
  ts,
  each.name AS mount,
  each.device AS device,
  each.type AS type,
  each.size_bytes AS size_bytes,
  each.free_bytes AS free_bytes,
  each.available_bytes AS available_bytes,
  each.size_bytes - each.free_bytes AS used_bytes,
  100 * (each.size_bytes - each.free_bytes)
    / nullIf(each.size_bytes - each.free_bytes + each.available_bytes, 0) AS used_pct,
  each.inodes_total AS inodes_total,
  each.inodes_free AS inodes_free,
  100 * (each.inodes_total - each.inodes_free) / nullIf(each.inodes_total, 0) AS inodes_used_pct,
  toUInt8(each.read_only) AS read_only
FROM samples
ARRAY JOIN filesystem AS each
WHERE kind = 'sample'
