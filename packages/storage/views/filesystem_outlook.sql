-- When each file system is full, by a robust fit (Theil-Sen) over the last six hours: the median of the slopes between all
-- pairs of ten-minute means. Only writable ones with at least 18 such means, three hours' worth.
CREATE OR REPLACE VIEW filesystem_outlook AS
WITH
  means AS
  (
    SELECT
      host,
      mount,
      toUnixTimestamp(toStartOfInterval(ts, INTERVAL 10 MINUTE)) / 3600 AS hour,
      avg(f.used_bytes) AS used,
      argMax(f.used_bytes + f.available_bytes, ts) AS full_at
    FROM filesystem AS f
    WHERE ts > now64(3) - INTERVAL 6 HOUR AND f.read_only = 0 AND f.used_bytes IS NOT NULL AND f.available_bytes IS NOT NULL
    GROUP BY host, mount, hour
  ),
  fits AS
  (
    SELECT
      host,
      mount,
      arraySort(groupArray((hour, assumeNotNull(used)))) AS points,
      assumeNotNull(argMax(full_at, hour)) AS full_at,
      arrayReduce('median', arrayFlatten(arrayMap(
        (a, i) -> arrayMap(b -> (b.2 - a.2) / (b.1 - a.1), arraySlice(points, i + 1)),
        points,
        arrayEnumerate(points)
      ))) AS slope
    FROM means
    GROUP BY host, mount
    HAVING length(points) >= 18
  )
SELECT
  host,
  mount,
  points[-1].2 AS used_bytes,
  toFloat64(full_at) AS limit_bytes,
  slope AS bytes_per_hour,
  if(slope > 0, greatest(0, limit_bytes - used_bytes) / slope, NULL) AS hours_to_full
FROM fits
