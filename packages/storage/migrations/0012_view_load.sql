CREATE OR REPLACE VIEW load AS
SELECT
  host,
  ts,
  load_load1_centi / 100 AS load1,
  load_load5_centi / 100 AS load5,
  load_load15_centi / 100 AS load15,
  load_tasks AS tasks
FROM samples
WHERE kind = 'sample'
