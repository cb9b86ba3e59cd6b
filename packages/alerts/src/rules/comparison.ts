/** SQL of the kinds that compare a value with others: with earlier weeks (baseline), with other hosts (peers). */
import { stringLiteral } from '@hostwire/storage';
import type { RuleOf } from './rule.ts';

/** A deviation of a normal distribution in terms of the median absolute deviation. */
const madScale = 1.4826;
/** Fewer points say nothing. */
const leastPoints = 8;
const leastPeers = 4;
/** The spread of values that hardly vary: at least this share of their median. */
const leastSpread = 0.05;

/** Earlier values: those within so much of the same instant of the week. */
const aroundMs = 5_400_000;
const weekMs = 604_800_000;

const spread = (median: string, mad: string) =>
  `greatest(${madScale} * ${mad}, ${leastSpread} * abs(${median}), 1e-9)`;

/** A row of either query. */
export interface ComparedRow {
  readonly rule_host: string;
  readonly rule_device: string;
  readonly rule_at_ms: number;
  /** In robust standard deviations. */
  readonly rule_value: number | null;
  readonly rule_now: number;
  readonly rule_usual: number;
}

/** `value`: how many robust deviations the present lies above the same hours of earlier weeks; below: negative. */
export function baselineSql({
  view,
  device,
  where,
  value,
  window,
  weeks,
  least,
}: Pick<RuleOf<'baseline'>, 'view' | 'device' | 'where' | 'value' | 'window' | 'weeks' | 'least'>): string {
  const key = device ?? `''`;
  const earlier = Array.from({ length: weeks }, (_, index) => {
    const centre = `({to_ms:Int64} - ${(index + 1) * weekMs})`;
    return `(ts > fromUnixTimestamp64Milli(${centre} - ${aroundMs}) AND ts <= fromUnixTimestamp64Milli(${centre} + ${aroundMs}))`;
  }).join(' OR ');
  return `SELECT now.h AS rule_host, now.d AS rule_device, now.at_ms AS rule_at_ms,
  if(now.v < ${least}, 0, (now.v - past.m) / ${spread('past.m', 'past.mad')}) AS rule_value,
  now.v AS rule_now, past.m AS rule_usual
FROM
(
  SELECT toString(host) AS h, toString(${key}) AS d, toUnixTimestamp64Milli(max(ts)) AS at_ms, avg((${value})) AS v
  FROM ${view}
  WHERE ts > fromUnixTimestamp64Milli({to_ms:Int64} - ${window}) AND ts <= fromUnixTimestamp64Milli({to_ms:Int64}) AND (${where ?? '1'})
  GROUP BY host, ${key}
) AS now
INNER JOIN
(
  SELECT h, d, median(v) AS m, arrayReduce('median', arrayMap(each -> abs(each - m), groupArray(v))) AS mad
  FROM
  (
    SELECT toString(host) AS h, toString(${key}) AS d, avg((${value})) AS v
    FROM ${view}
    WHERE (${earlier}) AND (${where ?? '1'})
    GROUP BY host, ${key}, intDiv(toUnixTimestamp64Milli(ts), ${window})
    HAVING v IS NOT NULL
  )
  GROUP BY h, d
  HAVING count() >= ${leastPoints}
) AS past ON past.h = now.h AND past.d = now.d`;
}

/** `value`: how many robust deviations a host lies above the others that have the same value of a label. */
export function peersSql({
  view,
  device,
  where,
  value,
  label,
  window,
  least,
}: Pick<RuleOf<'peers'>, 'view' | 'device' | 'where' | 'value' | 'label' | 'window' | 'least'>): string {
  const key = device ?? `''`;
  return `SELECT h AS rule_host, d AS rule_device, at_ms AS rule_at_ms,
  if(v < ${least}, 0, (v - m) / ${spread('m', 'mad')}) AS rule_value, v AS rule_now, m AS rule_usual
FROM
(
  SELECT *, count() OVER w AS peers, median(v) OVER w AS m,
    arrayReduce('median', arrayMap(each -> abs(each - m), groupArray(v) OVER w)) AS mad
  FROM
  (
    SELECT toString(host) AS h, toString(${key}) AS d, toUnixTimestamp64Milli(max(ts)) AS at_ms, assumeNotNull(avg((${value}))) AS v
    FROM ${view}
    WHERE ts > fromUnixTimestamp64Milli({to_ms:Int64} - ${window}) AND ts <= fromUnixTimestamp64Milli({to_ms:Int64})
      AND (${value}) IS NOT NULL AND (${where ?? '1'})
    GROUP BY host, ${key}
  ) AS each_host
  INNER JOIN (SELECT host, labels[${stringLiteral(label)}] AS peer_label FROM host WHERE revoked IS NULL AND peer_label != '') AS labelled
    ON labelled.host = each_host.h
  WINDOW w AS (PARTITION BY peer_label, d)
)
WHERE peers >= ${leastPeers}`;
}
