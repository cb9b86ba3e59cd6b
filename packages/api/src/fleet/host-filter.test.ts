import { describe, expect, test } from '@jest/globals';
import { countStates, filterHosts, hasWord, toggleWord } from './host-filter.ts';
import { hostSummary } from '@hostwire/testing/api';

const fleet = [
  hostSummary({ host: 'web-1', labels: { env: 'prod', role: 'web' } }),
  hostSummary({ host: 'web-2', labels: { env: 'staging', role: 'web' }, state: 'silent' }),
  hostSummary({ host: 'db-1', labels: { env: 'prod', role: 'Database' }, os: 'Debian GNU/Linux 13' }),
  hostSummary({ host: 'old-1', labels: { env: 'prod' }, state: 'revoked' }),
];
const found = (query: string): string[] => filterHosts(fleet, query).map(({ host }) => host);

describe('filterHosts', () => {
  test('an empty search shows all but the revoked', () => {
    expect(found('  ')).toEqual(['web-1', 'web-2', 'db-1']);
  });
  test('text finds name, system and label, ignoring case', () => {
    expect(found('WEB-')).toEqual(['web-1', 'web-2']);
    expect(found('debian')).toEqual(['db-1']);
    expect(found('staging')).toEqual(['web-2']);
  });
  test('key=value asks for a label, from its beginning', () => {
    expect(found('env=prod')).toEqual(['web-1', 'db-1']);
    expect(found('role=data')).toEqual(['db-1']);
    expect(found('env=rod')).toEqual([]);
    expect(found('nv=prod')).toEqual([]);
  });
  test('every word must match', () => {
    expect(found('env=prod role=web')).toEqual(['web-1']);
  });
  test('state=… asks for the state, the revoked included', () => {
    expect(found('state=silent')).toEqual(['web-2']);
    expect(found('state=revoked')).toEqual(['old-1']);
  });
});

describe('values', () => {
  const hosts = [
    hostSummary({ host: 'a', cpuBusyPct: 85, receiveBytesPerS: 2e6, labels: { env: 'prod' } }),
    hostSummary({ host: 'b', cpuBusyPct: 20, memoryUsedPct: 91 }),
    hostSummary({ host: 'c' }),
  ];
  test.each([
    ['cpu>80', ['a']],
    ['cpu<80', ['b']],
    ['CPU>=20 cpu<=85', ['a', 'b']],
    ['mem>90%', ['b']],
    ['receive>1.5M', ['a']],
    ['cpu>80 env=prod', ['a']],
    ['cpu>80 env=staging', []],
    ['unheard>1', []],
  ])('%s', (query, names) => {
    expect(filterHosts(hosts, query).map(({ host }) => host)).toEqual(names);
  });
});

test('toggleWord adds and takes out', () => {
  expect(toggleWord('web', 'env=prod')).toBe('web env=prod');
  expect(toggleWord('web ENV=prod', 'env=prod')).toBe('web');
  expect(hasWord('web ENV=prod', 'env=prod')).toBe(true);
});

test('countStates counts each state', () => {
  expect(countStates(fleet)).toEqual({ live: 2, late: 0, silent: 1, waiting: 0, revoked: 1 });
});
