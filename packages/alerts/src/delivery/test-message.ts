import { randomUUID } from 'node:crypto';
import { drawChart } from '../chart/png-chart.ts';
import type { Message } from '../message/message.ts';

/** What `hostwire alerts test CHANNEL` sends. */
export function testMessage({ nowMs, webUrl }: { nowMs: number; webUrl: string }): Message {
  const id = randomUUID();
  const points = Array.from({ length: 60 }, (_, index) => {
    return { ms: nowMs - (59 - index) * 60_000, value: 50 + 40 / (1 + Math.exp((40 - index) / 4)) };
  });
  return {
    id,
    kind: 'test',
    topic: id,
    severity: 'info',
    title: 'This channel works',
    text: 'A test of this channel, sent by hostwire alerts test. Nothing is wrong.',
    alerts: [],
    count: 0,
    tsMs: nowMs,
    url: webUrl,
    silence: 'nothing to silence',
    chart: drawChart({ points, threshold: 85, sinceMs: nowMs - 15 * 60_000, unit: '%' }),
  };
}
