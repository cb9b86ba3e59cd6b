import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LeftOut } from './left-out.ts';
import { metricLimits, type MetricRow } from './metric-row.ts';
import { StatsdAggregate, statsdLimits } from './statsd-aggregate.ts';
import { parseStatsdLine } from './statsd-line.ts';

const valueOf = ({ series, kind, value, increment }: MetricRow): [string, number] => [
  series,
  kind === 'gauge' ? value : increment,
];

function aggregate() {
  const leftOut = new LeftOut();
  const statsd = new StatsdAggregate(leftOut);
  const rows = (monoMs: number) => Object.fromEntries(statsd.look(monoMs).map(valueOf));
  const send = (...datagrams: string[]) => datagrams.forEach((text) => statsd.take(Buffer.from(text)));
  return { leftOut, send, rows, statsd };
}

describe('between two looks', () => {
  test('counters add up, with their sample rates, and are 0 when nothing comes', () => {
    const { send, rows } = aggregate();
    send('a:1|c', 'a:2.5|c\na:1|c|@0.1\n', 'b:-3|c|#env:prod,zone:a:b,flag', 'a:1:2|c');
    expect(rows(0)).toEqual({ a: 16.5, 'b{env="prod",flag="",zone="a:b"}': -3 });
    expect(rows(10_000)).toEqual({ a: 0, 'b{env="prod",flag="",zone="a:b"}': 0 });
  });

  test('gauges keep their level; a sign changes it', () => {
    const { send, rows } = aggregate();
    send('g:10|g', 'g:+2.5|g', 'g:-5|g', 'h:-1|g');
    expect(rows(0)).toEqual({ g: 7.5, h: -1 });
    send('g:+1|g');
    expect(rows(10_000)).toEqual({ g: 8.5, h: -1 });
  });

  test('timers and histograms are count, sum, least and most', () => {
    const { send, rows } = aggregate();
    send('t:20|ms', 't:10:30|ms', 't:5|ms|@0.5', 'h:1|h');
    const h = { h_count: 1, h_sum: 1, h_min: 1, h_max: 1 };
    expect(rows(0)).toEqual({ t_count: 5, t_sum: 70, t_min: 5, t_max: 30, ...h });
    expect(rows(10_000)).toEqual({ t_count: 0, t_sum: 0, h_count: 0, h_sum: 0 });
  });

  test('sets count distinct members', () => {
    const { send, rows } = aggregate();
    send('u:ann|s', 'u:bob|s', 'u:ann|s', 'u:1:2|s');
    expect(rows(0)).toEqual({ u: 3 });
    expect(rows(10_000)).toEqual({ u: 0 });
  });

  test('what does not come for ten minutes is forgotten', () => {
    const { send, rows } = aggregate();
    send('g:1|g');
    rows(0);
    expect(rows(metricLimits.forgetMs - 1)).toEqual({ g: 1 });
    expect(rows(metricLimits.forgetMs)).toEqual({});
  });
});

describe('limits', () => {
  const counts = (leftOut: LeftOut) => Object.fromEntries(leftOut.take().rows.map(valueOf));
  const leftOutOf = (reason: string) => `hostwire_metrics_left_out{reason="${reason}"}`;

  test('series, members and datagrams beyond are counted', () => {
    const { send, rows, leftOut } = aggregate();
    for (let i = 0; i < metricLimits.maxSeries + 3; i++) send(`s${i}:1|c`);
    for (let i = 0; i <= statsdLimits.maxMembers; i++) send(`s0:${i}|s`); // a series of its own: beyond
    expect(Object.keys(rows(0))).toHaveLength(metricLimits.maxSeries);
    expect(counts(leftOut)).toEqual({ [leftOutOf('series_limit')]: 3 + statsdLimits.maxMembers + 1 });
    const other = aggregate();
    for (let i = 0; i <= statsdLimits.maxMembers; i++) other.send(`s:${i}|s`);
    other.send(`s:${'x'.repeat(statsdLimits.maxMemberLength + 1)}|s`);
    expect(other.rows(0)).toEqual({ s: statsdLimits.maxMembers });
    expect(counts(other.leftOut)).toEqual({ [leftOutOf('set_limit')]: 2 });
    for (let i = 0; i < statsdLimits.maxDatagrams + 5; i++) other.send('c:1|c');
    expect(other.rows(1)).toMatchObject({ c: statsdLimits.maxDatagrams });
    expect(counts(other.leftOut)).toMatchObject({ [leftOutOf('flood')]: 5 });
  });

  test.each([
    'a', 'a:1', 'a:1|', 'a:1|x', ':1|c', 'a:|c', 'a:x|c', 'a:1|c|@0', 'a:1|c|@2', 'a:1|c|@x', 'a:1e|g', 'a:NaN|g', 'a:Infinity|g',
    'a:0x1|c', '_e{5,4}:title|text', '_sc|name|0', 'a:1|c|T1656581400', 'a:1::2|ms', 'a|1:c',
  ])('%s is malformed', (line) => expect(parseStatsdLine(line)).toBeUndefined()); // prettier-ignore

  test.each([
    'a b:1|c',
    'a{}:1|c',
    '💥:1|c',
    'a:1|c|#:x',
    'a:1|c|#b:1,b:2',
    `a:1|c|#b:${'x'.repeat(300)}`,
    'a:1|c|#b:\0',
  ])('%s has no fitting name or tags', (line) => {
    const { send, rows, leftOut } = aggregate();
    send(line);
    expect(rows(0)).toEqual({});
    expect(counts(leftOut)).toEqual({ [leftOutOf('unfit')]: 1 });
  });

  test('a name that only its suffixes make too long is left out whole', () => {
    const { send, rows } = aggregate();
    send(`${'x'.repeat(197)}:1|ms`);
    expect(rows(0)).toEqual({});
  });

  test('any bytes are taken', () => {
    const { statsd } = aggregate();
    fc.assert(fc.property(fc.uint8Array({ maxLength: 99 }), (bytes) => statsd.take(Buffer.from(bytes))));
    statsd.take(Buffer.from(':|@#,'.repeat(13_000)));
  });
});
