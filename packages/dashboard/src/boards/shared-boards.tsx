import { useSignal } from '@preact/signals';
import { routes } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import type { SharedBoard as Shared } from '../api/types.ts';
import { withToast } from '../design/toast.tsx';
import { formatInstant } from '../format/instant.ts';
import { useMay } from '../session/abilities.ts';
import { saveBoard } from './board-shelf.ts';
import { BoardView } from './board-view.tsx';
import type { Board } from './board.ts';

const changeText = ({ actor, changedMs }: Shared): string =>
  `changed by ${actor}, ${formatInstant(changedMs)}`;

interface SharedBoardsProps {
  boards: readonly Shared[];
  onChanged: () => void;
}

/** The dashboards that everybody finds here. */
export function SharedBoards({ boards, onChanged }: SharedBoardsProps) {
  const mayRemove = useMay()(routes.boards.remove);
  const remove = (name: string): void =>
    void withToast(
      () => collector.boards.remove({ params: { name } }),
      `${name} is removed for everybody`,
    ).then(onChanged);
  if (boards.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="shared-title">
      <h2 id="shared-title">Shared with everybody</h2>
      <ul class="stack">
        {boards.map((shared) => (
          <li key={shared.board.name} class="card card-head">
            <a href={`/boards?shared=${encodeURIComponent(shared.board.name)}`}>{shared.board.name}</a>
            <span class="quiet">
              {shared.board.panels.length} panels, {changeText(shared)}
            </span>
            {mayRemove && (
              <button type="button" class="button small push" onClick={() => remove(shared.board.name)}>
                Remove
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const withoutRange = (board: Board): string => JSON.stringify({ ...board, range: '' });

interface SharedBoardProps {
  shared: Shared;
  onChanged: () => void;
  onOpenOwn: (name: string) => void;
}

/** A shared dashboard. Its range is everybody's own; what else is changed, is changed for all. */
export function SharedBoard({ shared, onChanged, onOpenOwn }: SharedBoardProps) {
  const mayChange = useMay()(routes.boards.save);
  const range = useSignal(shared.board.range);
  const { name } = shared.board;
  const save = async (board: Board): Promise<void> => {
    if (board.name === name) {
      await collector.boards.save({ body: { board, version: shared.version } });
      return;
    }
    await collector.boards.save({ body: { board } });
    await collector.boards.remove({ params: { name } });
  };
  const change = (next: Board): void => {
    range.value = next.range;
    if (withoutRange(next) === withoutRange(shared.board)) return;
    void withToast(() => save(next), 'Changed for everybody').then(onChanged);
  };
  const copy = (): void => {
    saveBoard({ ...shared.board, range: range.value });
    onOpenOwn(name);
  };
  return (
    <BoardView
      board={{ ...shared.board, range: range.value }}
      note={`shared; ${changeText(shared)}`}
      onChange={change}
      canChange={mayChange}
      actions={
        <button type="button" class="button" onClick={copy}>
          Copy to this browser
        </button>
      }
    />
  );
}
