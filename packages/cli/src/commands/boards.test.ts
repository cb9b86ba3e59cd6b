import { expect, test } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { givenTransport } from '../testing/given-transport.ts';
import { runCommand, testNowMs } from '../testing/run-command.ts';

const board = {
  name: 'Shop',
  range: '1h',
  panels: [{ kind: 'chart', host: 'web1', chart: 'cpu', isWide: false }],
};
const shared = { board, actor: 'ann', changedMs: testNowMs, version: 3 };
const file = join(mkdtempSync(join(tmpdir(), 'boards-')), 'shop.yaml');

test('boards export prints YAML that boards apply takes, as a change of the version that is there', async () => {
  const exported = await runCommand(['boards', 'export', 'Shop'], {
    transport: givenTransport({ 'GET /api/v1/boards': [{ boards: [shared] }] }),
  });
  expect(exported.out).toContain('name: Shop\nrange: 1h\npanels:\n  - kind: chart\n');
  writeFileSync(file, exported.out);
  const transport = givenTransport({
    'GET /api/v1/boards': [{ boards: [shared] }],
    'POST /api/v1/boards': [{ board: { ...shared, version: 4 } }],
  });
  const { code, out } = await runCommand(['boards', 'apply', file], { transport });
  expect([code, out]).toEqual([0, 'The dashboard Shop is changed for everybody.\n']);
  expect(transport.asked.at(-1)).toEqual({ path: '/api/v1/boards', body: { board, version: 3 } });
});

test('a dashboard that nobody shared yet is new', async () => {
  writeFileSync(file, JSON.stringify(board));
  const transport = givenTransport({
    'GET /api/v1/boards': [{ boards: [] }],
    'POST /api/v1/boards': [{ board: { ...shared, version: 1 } }],
  });
  const { out } = await runCommand(['boards', 'apply', file], { transport });
  expect(out).toBe('The dashboard Shop is shared with everybody.\n');
  expect(transport.asked.at(-1)).toEqual({ path: '/api/v1/boards', body: { board } });
});

test('what cannot be read, parsed or found is said', async () => {
  const transport = () => givenTransport({ 'GET /api/v1/boards': [{ boards: [] }] });
  const run = (args: string[]) => runCommand(args, { transport: transport() });
  expect(await run(['boards', 'apply', '/nowhere/x.yaml'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('cannot be read'),
  });
  writeFileSync(file, 'name: [');
  expect(await run(['boards', 'apply', file])).toMatchObject({
    code: 2,
    err: expect.stringContaining('is not YAML'),
  });
  expect(await run(['boards', 'export', 'Nope'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('No shared dashboard is called "Nope"'),
  });
});
