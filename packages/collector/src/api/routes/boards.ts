import { boardLimits, type Board, type SharedBoard } from '@hostwire/api';
import { readBoards, writeBoard, type BoardRow } from '@hostwire/storage';
import { Refusal } from '../../auth/refusal.ts';
import { Mutex } from '../../mutex.ts';
import { actorOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';

/**
 * Shared dashboards, read from the database at each call: other collectors may change them, too. Of two changes at the same time
 * through one collector the later is refused; through two collectors it overwrites the earlier.
 */
export function boardHandlers({ db, clock, audit }: ApiDependencies): HandlersOf<'boards'> {
  const changes = new Mutex();
  return {
    list: async () => ({
      boards: (await readBoards(db)).filter(({ removed }) => removed === 0).map(sharedBoard),
    }),
    save: ({ body: { board, version }, request }) =>
      changes.pass(async () => {
        const rows = await readBoards(db);
        const known = rows.find(({ name }) => name === board.name);
        requireUnchanged(known, version);
        const shared = rows.filter(({ removed }) => removed === 0).length;
        if (known?.removed !== 0 && shared >= boardLimits.boards)
          throw new Refusal(
            'BOARDS_FULL',
            `at most ${boardLimits.boards} dashboards are shared: remove one first`,
          );
        const actor = actorOf(request);
        const { name, ...rest } = board;
        const row = {
          name,
          board: JSON.stringify(rest),
          removed: 0,
          changedMs: clock.nowMs(),
          actor,
          version: (known?.version ?? 0) + 1,
        };
        await writeBoard(db, row);
        const detail = `${board.panels.length} panels`;
        await audit.record({ actor, action: 'board.save', object: `board ${name}`, detail });
        return { board: sharedBoard(row) };
      }),
    remove: ({ params: { name }, request }) =>
      changes.pass(async () => {
        const known = (await readBoards(db)).find((each) => each.name === name && each.removed === 0);
        if (known === undefined)
          throw new Refusal('BOARD_UNKNOWN', `no shared dashboard is called "${name}"`);
        const actor = actorOf(request);
        await writeBoard(db, {
          ...known,
          removed: 1,
          changedMs: clock.nowMs(),
          actor,
          version: known.version + 1,
        });
        await audit.record({ actor, action: 'board.remove', object: `board ${name}`, detail: '' });
        return { done: true };
      }),
  };
}

function requireUnchanged(known: BoardRow | undefined, version: number | undefined): void {
  const current = known?.removed === 0 ? known.version : undefined;
  if (current === version) return;
  if (version === undefined)
    throw new Refusal('BOARD_CHANGED', `a shared dashboard is called "${known!.name}" already`);
  throw new Refusal('BOARD_CHANGED', 'somebody changed or removed this dashboard meanwhile: load it again');
}

function sharedBoard({ name, board, actor, changedMs, version }: BoardRow): SharedBoard {
  return { board: { name, ...(JSON.parse(board) as Omit<Board, 'name'>) }, actor, changedMs, version };
}
