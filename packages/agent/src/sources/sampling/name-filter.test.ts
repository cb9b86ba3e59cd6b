import { expect, test } from '@jest/globals';
import { defaultExclude } from './default-exclude.ts';
import { matchesGlob, NameFilter } from './name-filter.ts';

test('globs are anchored and take everything but * and ? literally', () => {
  const filter = new NameFilter(['lo', 'veth*', 'br-????', '/run/*', 'a.b+[c]']);
  const kept = [
    'lo',
    'lo0',
    'veth12',
    'xveth',
    'br-abcd',
    'br-lan',
    '/run/user/1',
    '/run',
    'a.b+[c]',
    'axb+[c]',
  ];
  expect(kept.filter((name) => filter.keeps(name))).toEqual(['lo0', 'xveth', 'br-lan', '/run', 'axb+[c]']);
});

test('include wins over exclude, and an own exclude takes the place of the default', () => {
  expect(new NameFilter(['loop*'], { include: ['loop7'] }).keeps('loop7')).toBe(true);
  expect(new NameFilter(['loop*'], { include: ['loop7'] }).keeps('loop6')).toBe(false);
  expect(new NameFilter(['loop*'], { exclude: ['sda'] }).keeps('loop6')).toBe(true);
  expect(new NameFilter(['loop*'], { exclude: [] }).asksFor('loop6')).toBe(false);
});

test('a name without end is remembered only up to the limit', () => {
  const filter = new NameFilter(['veth*']);
  for (let i = 0; i < 10_000; i++) expect(filter.keeps(`veth${i}`)).toBe(false);
  expect(filter.keeps('eth0')).toBe(true);
});

test('real interfaces and bridges stay, the links of containers go', () => {
  const filter = new NameFilter(defaultExclude.interfaces);
  const names = [
    'eth0',
    'enp3s0',
    'wlan0',
    'bond0',
    'br0',
    'br-lan',
    'wg0',
    'tun0',
    'lo',
    'veth0a1b2c3',
    'docker0',
  ];
  names.push('br-0a1b2c3d4e5f', 'cali12345678901', 'lxc1234');
  const kept = ['eth0', 'enp3s0', 'wlan0', 'bond0', 'br0', 'br-lan', 'wg0', 'tun0'];
  expect(names.filter((name) => filter.keeps(name))).toEqual(kept);
});

test('* backs up as far as it must, and no glob takes long', () => {
  const matches = ['*b*c', 'a*', '*', 'a**d', '?*d', 'abxcd'].filter((glob) => matchesGlob(glob, 'abcbcd'));
  expect(matches).toEqual(['a*', '*', 'a**d', '?*d']);
  expect(matchesGlob('*bcd', 'abcbcd')).toBe(true);
  const began = process.cpuUsage(); // not the wall clock: others may have the cores
  expect(matchesGlob('*a'.repeat(64), `${'a'.repeat(500)}b`)).toBe(false);
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(200);
});
