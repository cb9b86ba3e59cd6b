import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { Page } from '../shell/page.tsx';
import { boardOf } from './board.ts';
import type { Board } from './board.ts';
import { boards, removeBoard, saveBoard } from './board-shelf.ts';
import { BoardView } from './board-view.tsx';
import { StarterList } from './starter-list.tsx';
import './boards.css';

function sharedBoard(text: string | undefined): Board | undefined {
  if (text === undefined) return undefined;
  try {
    return boardOf(JSON.parse(text));
  } catch {
    // A link that was cut off: the list is shown.
    return undefined;
  }
}

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

function BoardList({ onOpen }: { onOpen: (name: string) => void }) {
  return (
    <div class="stack">
      <div class="page-head">
        <h1>Dashboards</h1>
      </div>
      <p class="quiet">
        Charts of any hosts and queries, side by side. They are kept in this browser; a link carries a whole
        dashboard to others.
      </p>
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
      {boards.value.length === 0 && (
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
    </div>
  );
}

/** Dashboards of one's own. */
export function BoardsPage() {
  const { query, route } = useLocation();
  const { name, board: carried } = query;
  const open = (next: string): void => route(`/boards?name=${encodeURIComponent(next)}`);
  useEffect(() => {
    const board = sharedBoard(carried);
    if (board === undefined) return;
    saveBoard(board);
    route(`/boards?name=${encodeURIComponent(board.name)}`, true);
  }, [carried, route]);
  const board = boards.value.find((each) => each.name === name);
  const change = (next: Board): void => {
    if (board !== undefined && next.name !== board.name) removeBoard(board.name);
    saveBoard(next);
    if (next.name !== name) open(next.name);
  };
  return (
    <Page title={board?.name ?? 'Dashboards'}>
      {board === undefined ? <BoardList onOpen={open} /> : <BoardView board={board} onChange={change} />}
    </Page>
  );
}
