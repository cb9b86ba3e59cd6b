import { useSignal } from '@preact/signals';
import { routes } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import { withToast } from '../design/toast.tsx';
import { useMay } from '../session/abilities.ts';
import { boards, removeBoard, saveBoard } from './board-shelf.ts';
import { BoardView } from './board-view.tsx';
import type { Board } from './board.ts';
import { StarterList } from './starter-list.tsx';

function NewBoard({ onCreate }: { onCreate: (name: string) => void }) {
  const name = useSignal('');
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        onCreate(name.value.trim());
      }}
    >
      <input
        class="input"
        required
        aria-label="Name of a new dashboard"
        placeholder="Name of a new dashboard"
        value={name.value}
        onInput={(event) => (name.value = event.currentTarget.value)}
      />
      <button type="submit" class="button accent" disabled={name.value.trim() === ''}>
        Create
      </button>
    </form>
  );
}

/** The dashboards kept in this browser. */
export function OwnBoards({
  offersStarters,
  onOpen,
}: {
  offersStarters: boolean;
  onOpen: (name: string) => void;
}) {
  return (
    <section class="stack" aria-labelledby="own-title">
      <h2 id="own-title">In this browser</h2>
      {boards.value.length > 0 && (
        <ul class="stack">
          {boards.value.map(({ name, panels }) => (
            <li key={name} class="card card-head">
              <a href={`/boards?name=${encodeURIComponent(name)}`}>{name}</a>
              <span class="quiet">{panels.length} panels</span>
              <button type="button" class="button small push" onClick={() => removeBoard(name)}>
                Remove
              </button>
            </li>
          ))}
        </ul>
      )}
      {offersStarters && boards.value.length === 0 && (
        <StarterList
          onStart={(board) => {
            saveBoard(board);
            onOpen(board.name);
          }}
        />
      )}
      <NewBoard
        onCreate={(name) => {
          saveBoard({ name, range: '1h', panels: [] });
          onOpen(name);
        }}
      />
    </section>
  );
}

interface OwnBoardProps {
  board: Board;
  onOpen: (name: string) => void;
  onShared: (name: string) => void;
}

/** A dashboard kept in this browser, with a button that shares it for users who may. */
export function OwnBoard({ board, onOpen, onShared }: OwnBoardProps) {
  const mayShare = useMay()(routes.boards.save);
  const change = (next: Board): void => {
    if (next.name !== board.name) removeBoard(board.name);
    saveBoard(next);
    if (next.name !== board.name) onOpen(next.name);
  };
  const share = async (): Promise<void> => {
    const shared = await withToast(
      () => collector.boards.save({ body: { board } }),
      'Everybody finds it under Dashboards now',
    );
    if (!shared) return;
    removeBoard(board.name);
    onShared(board.name);
  };
  return (
    <BoardView
      board={board}
      note="in this browser"
      onChange={change}
      actions={
        mayShare && (
          <button type="button" class="button" onClick={() => void share()}>
            Share with everybody
          </button>
        )
      }
    />
  );
}
