-- Processes by state, every 10 s; other samples have no row.
CREATE OR REPLACE VIEW process_state AS
SELECT
  host,
  ts,
  process_state_running + process_state_sleeping + process_state_uninterruptible + process_state_idle
    + process_state_stopped + process_state_zombie + process_state_other AS total,
  process_state_running AS running,
  process_state_sleeping AS sleeping,
  process_state_uninterruptible AS uninterruptible,
  process_state_idle AS idle,
  process_state_stopped AS stopped,
  process_state_zombie AS zombie,
  process_state_other AS other,
  process_state_threads AS threads
FROM samples
WHERE kind = 'sample' AND process_state_running IS NOT NULL
