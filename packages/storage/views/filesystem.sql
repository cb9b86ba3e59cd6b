-- Mounted file systems, every 10 s. used_pct is of what unprivileged users can reach, as df shows it.
CREATE OR REPLACE VIEW filesystem AS
SELECT
  host,
  ts,
  mount,
  CAST(filesystem_text.device[i], 'LowCardinality(String)') AS device,
  CAST(filesystem_text.type[i], 'LowCardinality(String)') AS type,
  filesystem.size_bytes[i] AS size_bytes,
  filesystem.free_bytes[i] AS free_bytes,
  filesystem.available_bytes[i] AS available_bytes,
  filesystem.size_bytes[i] - filesystem.free_bytes[i] AS used_bytes,
  100 * (filesystem.size_bytes[i] - filesystem.free_bytes[i])
    / nullIf(filesystem.size_bytes[i] - filesystem.free_bytes[i] + filesystem.available_bytes[i], 0) AS used_pct,
  filesystem.inodes_total[i] AS inodes_total,
  filesystem.inodes_free[i] AS inodes_free,
  100 * (filesystem.inodes_total[i] - filesystem.inodes_free[i]) / nullIf(filesystem.inodes_total[i], 0) AS inodes_used_pct,
  toUInt8(filesystem.read_only[i]) AS read_only
FROM samples
ARRAY JOIN filesystem_text.name AS mount, arrayEnumerate(filesystem_text.name) AS i
WHERE kind = 'sample'
