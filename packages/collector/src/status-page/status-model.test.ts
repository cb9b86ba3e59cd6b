import { describe, expect, test } from '@jest/globals';
import { selectionPattern, selects } from './selection.ts';
import { statusHtml } from './status-html.ts';
import { dayMs, shownDays, statusModel, type StatusFacts } from './status-model.ts';

const hourMs = 3_600_000;
/** 06:30 of a day. */
const nowMs = Date.UTC(2026, 5, 20, 6, 30);
const todayMs = Date.UTC(2026, 5, 20);
const measuredToMs = todayMs + 6 * hourMs;
const settings = { statusPage: 'all', statusGroup: 'role', statusNames: 'hide' } as const;

const host = (name: string, change: Partial<StatusFacts['hosts'][number]> = {}) => ({
  host: name,
  displayName: '',
  state: 'live' as const,
  labels: { role: 'web' },
  enrolledMs: todayMs - 2 * dayMs,
  ...change,
});

/** A day of which so many hours were measured. */
const day = (name: string, daysAgo: number, hours: number) => ({
  host: name,
  dayMs: todayMs - daysAgo * dayMs,
  firstHourMs: todayMs - daysAgo * dayMs,
  measuredMs: hours * hourMs,
});

const model = (facts: Partial<StatusFacts>, change = {}) =>
  statusModel({ nowMs, measuredToMs, hosts: [], measured: [], ...facts }, { ...settings, ...change });

describe('the selection', () => {
  test.each([
    ['off', false],
    ['all', true],
    ['env=prod', true],
    ['env=staging', false],
    ['env', false],
    ['env=staging,db-1', true],
    ['db', false],
  ])('"%s" selects the host: %s', (selection, isSelected) => {
    expect(selects(selection, { host: 'db-1', labels: { env: 'prod' } })).toBe(isSelected);
  });

  test.each(['', 'a b', 'env=prod,', ',', '=x'])('"%s" is none', (text) => {
    expect(selectionPattern.test(text)).toBe(false);
  });
});

describe('availability', () => {
  test('is the share of the time since the enrolment that was measured, until roll-ups go', () => {
    const measured = [day('a', 2, 24), day('a', 1, 18), day('a', 0, 6)];
    const [group] = model({ hosts: [host('a')], measured }).groups;
    expect(group!.days).toHaveLength(shownDays);
    expect(group!.days.slice(-4)).toEqual([null, 100, 75, 100]);
    expect(group!.availablePct).toBeCloseTo((100 * 48) / 54);
  });

  test('of a host that sent nothing on a day is 0 on that day', () => {
    const [group] = model({ hosts: [host('a')], measured: [day('a', 2, 24)] }).groups;
    expect(group!.days.slice(-3)).toEqual([100, 0, 0]);
  });

  test('begins with the first sample where that is before the enrolment', () => {
    const late = host('a', { enrolledMs: nowMs });
    const [group] = model({ hosts: [late], measured: [day('a', 1, 24), day('a', 0, 6)] }).groups;
    expect(group!.days.slice(-3)).toEqual([null, 100, 100]);
  });

  test('of a group is that of the time of all its hosts', () => {
    const measured = [2, 1, 0].flatMap((ago) => [day('a', ago, ago === 0 ? 6 : 24), day('b', ago, 0)]);
    const [group] = model({ hosts: [host('a'), host('b')], measured }).groups;
    expect(group!.availablePct).toBe(50);
  });
});

describe('the page', () => {
  const hosts = [
    host('secret-1'),
    host('secret-2', { state: 'silent' }),
    host('secret-db', { labels: { role: 'db' } }),
    host('gone', { state: 'revoked' }),
    host('new', { state: 'waiting' }),
    host('bare', { labels: {} }),
  ];

  test('counts hosts by group, without those that were revoked or never sent', () => {
    const groups = model({ hosts }).groups.map(({ name, live, hosts: of }) => [name, live, of]);
    expect(groups).toEqual([
      ['db', 1, 1],
      ['web', 1, 2],
      ['Other hosts', 1, 1],
    ]);
  });

  test('names no host unless it may', () => {
    expect(statusHtml(model({ hosts }), '')).not.toMatch(/secret|bare/);
    expect(statusHtml(model({ hosts }, { statusNames: 'show' }), '')).toContain('secret-2');
  });

  test('says how many do not answer', () => {
    const html = statusHtml(model({ hosts }), '/ops');
    expect(html).toContain('1 of 4 hosts does not answer.');
    expect(html).toContain('href="/ops/status-page.css"');
    expect(statusHtml(model({ hosts: [host('a')] }), '')).toContain('Everything is up.');
    expect(statusHtml(model({}), '')).toContain('Nothing to show yet');
  });

  test('never rounds up to 100 %', () => {
    const measured = [day('a', 2, 24), day('a', 1, 23.9999), day('a', 0, 6)];
    expect(statusHtml(model({ hosts: [host('a')], measured }), '')).toContain('99.99 % available');
  });

  test('takes names of groups and hosts as text', () => {
    const evil = host('<script>', { labels: { role: '"><img>' } });
    const html = statusHtml(model({ hosts: [evil] }, { statusNames: 'show' }), '');
    expect(html).not.toMatch(/<script>|<img>/);
  });
});
