-- The agent about itself, and how many things it cannot read.
CREATE OR REPLACE VIEW agent AS
SELECT
  host,
  ts,
  interval_ms,
  agent.cpu_us / 10 / nullIf(interval_ms, 0) AS cpu_pct,
  agent.cpu_us AS cpu_us,
  agent.rss_bytes AS rss_bytes,
  agent.sent_bytes * 1000 / nullIf(interval_ms, 0) AS sent_bytes_per_s,
  agent.sent_bytes AS sent_bytes,
  agent.spool_bytes AS spool_bytes,
  agent.spool_batches AS spool_batches,
  agent.read_us AS read_us,
  agent.resets AS resets,
  agent.blocked_mounts AS blocked_mounts,
  agent.slowed_groups AS slowed_groups,
  agent.over_cpu_budget = 1 AS over_cpu_budget,
  agent.over_rss_budget = 1 AS over_rss_budget,
  agent.issues AS issues
FROM samples
WHERE kind = 'sample'
