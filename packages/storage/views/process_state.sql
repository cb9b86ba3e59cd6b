-- Processes by state, every 10 s; other samples have no row.
CREATE OR REPLACE VIEW process_state AS
SELECT
  host,
  ts,
  process_state.running + process_state.sleeping + process_state.uninterruptible + process_state.idle
    + process_state.stopped + process_state.zombie + process_state.other AS total,
  process_state.running AS running,
  process_state.sleeping AS sleeping,
  process_state.uninterruptible AS uninterruptible,
  process_state.idle AS idle,
  process_state.stopped AS stopped,
  process_state.zombie AS zombie,
  process_state.other AS other,
  process_state.threads AS threads
FROM samples
WHERE kind = 'sample'
  AND coalesce(
    process_state.running, process_state.sleeping, process_state.uninterruptible, process_state.idle,
    process_state.stopped, process_state.zombie, process_state.other, process_state.threads) IS NOT NULL
