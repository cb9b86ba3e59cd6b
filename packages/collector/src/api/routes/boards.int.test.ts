import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AuditLogResponse, Board, SharedBoard } from '@hostwire/api';
import { TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const board: Board = {
  name: 'Shop',
  range: '1h',
  panels: [
    { kind: 'chart', host: 'web1', chart: 'cpu', isWide: true },
    { kind: 'query', title: 'All', sql: `SELECT 'ünï "\\' FROM host`, isWide: false },
  ],
};
const list = () => api.admin<{ boards: SharedBoard[] }>('/api/v1/boards');
const save = (body: object) => api.admin<{ board: SharedBoard }>('/api/v1/boards', body);

test('a dashboard is shared, changed by callers who name its newest version, and removed', async () => {
  expect(await list()).toEqual({ boards: [] });
  const { board: first } = await save({ board });
  expect(first).toMatchObject({ board, actor: 'admin (unix socket)', version: 1 });
  await expect(save({ board })).rejects.toThrow(/BOARD_CHANGED.*called .*Shop.* already/s);
  const changed = { ...board, panels: board.panels.slice(1) };
  await save({ board: changed, version: 1 });
  await expect(save({ board, version: 1 })).rejects.toThrow(/BOARD_CHANGED.*meanwhile/s);
  expect((await list()).boards).toMatchObject([{ board: changed, version: 2 }]);
  await api.admin('/api/v1/boards/Shop/remove', {});
  expect(await list()).toEqual({ boards: [] });
  await expect(api.admin('/api/v1/boards/Shop/remove', {})).rejects.toThrow(/BOARD_UNKNOWN/);
  await expect(save({ board, version: 2 })).rejects.toThrow(/BOARD_CHANGED.*meanwhile/s);
  expect((await save({ board })).board.version).toBe(4);
  const { entries } = await api.admin<AuditLogResponse>('/api/v1/audit-log?what=board');
  expect(entries.map(({ action, object }) => `${action} ${object}`)).toEqual([
    'board.save board Shop',
    'board.remove board Shop',
    'board.save board Shop',
    'board.save board Shop',
  ]);
});

test('of two changes at the same time one is refused', async () => {
  await save({ board: { ...board, name: 'Both' } });
  const changes = await Promise.allSettled(
    ['7d', '30d'].map((range) => save({ board: { ...board, name: 'Both', range }, version: 1 })),
  );
  expect(changes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await api.admin('/api/v1/boards/Both/remove', {});
});

test('the longest name is no longer than an address can carry', async () => {
  const name = 'ü'.repeat(200);
  await save({ board: { ...board, name } });
  await api.admin(`/api/v1/boards/${encodeURIComponent(name)}/remove`, {});
  expect(await list()).toEqual({
    boards: expect.not.arrayContaining([
      expect.objectContaining({ board: expect.objectContaining({ name }) }),
    ]),
  });
});

test.each([
  [{ ...board, name: ' ' }, 'name'],
  [{ ...board, panels: [{ kind: 'chart', host: 'web1', chart: 'nothing', isWide: false }] }, 'panels'],
  [{ ...board, panels: Array.from({ length: 25 }, () => board.panels[0]) }, 'panels'],
  [
    {
      ...board,
      panels: Array.from({ length: 8 }, () => ({ ...board.panels[1], sql: 'x'.repeat(19_000) })),
    },
    'at most 100000 characters',
  ],
])('what no dashboard can be is refused', async (wrong, words) => {
  await expect(save({ board: wrong })).rejects.toThrow(words);
});
