CREATE OR REPLACE VIEW load AS
SELECT
  host,
  ts,
  load.load1_centi / 100 AS load1,
  load.load5_centi / 100 AS load5,
  load.load15_centi / 100 AS load15,
  load.tasks AS tasks
FROM samples
WHERE kind = 'sample'
