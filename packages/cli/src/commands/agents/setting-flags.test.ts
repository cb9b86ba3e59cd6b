import { expect, test } from '@jest/globals';
import { settings } from '@hostwire/agent/settings';
import { givenTransport } from '../../testing/given-transport.ts';
import { runCommand } from '../../testing/run-command.ts';
import { settingFlags } from './setting-flags.ts';

const path = '/api/v1/agents/web1/settings';
const transport = () => givenTransport({ [`POST ${path}`]: [{ settings: [] }] });

test('every setting has a flag, but for those of single groups', () => {
  const keys = settings.map(({ key }) => key).filter((key) => !key.startsWith('group.'));
  expect(settingFlags.map(({ key }) => key)).toEqual(keys);
});

/** What is typed for each kind of argument, and what is sent. */
const typed = {
  duration: [['5s'], 5_000],
  MB: [['200'], 200],
  percent: [['2.5'], 2.5],
  n: [['7'], 7],
  'on|off': [['on'], true],
  glob: [
    ['loop*', 'ram*'],
    ['loop*', 'ram*'],
  ],
} as const;

test.each(settingFlags)('agents settings $flag sets $key', async ({ key, flag, argument }) => {
  const api = transport();
  const [texts, value] = typed[argument as keyof typeof typed];
  const flags = texts.flatMap((text) => [flag, text]);
  expect(await runCommand(['agents', 'settings', 'web1', ...flags], { transport: api })).toMatchObject({
    code: 0,
    err: '',
  });
  expect(api.asked).toEqual([{ path, body: { set: { [key]: value }, reset: [] } }]);
});

test.each([
  ['--interval', 'soon', 'a duration such as 500ms, 1s or 5m'],
  ['--budget-cpu', 'much', 'a number'],
  ['--upgrade', 'maybe', 'on or off'],
])('agents settings %s %s is wrong usage', async (flag, text, expected) => {
  const api = transport();
  const { code, err } = await runCommand(['agents', 'settings', 'web1', flag, text], { transport: api });
  expect([code, err]).toEqual([2, expect.stringContaining(`${flag}: got "${text}", expected ${expected}.`)]);
  expect(api.asked).toEqual([]);
});
