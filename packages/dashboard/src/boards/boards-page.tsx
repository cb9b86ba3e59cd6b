import { routes } from '@hostwire/api/client';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { collector } from '../api/collector.ts';
import type { SharedBoard as Shared } from '../api/types.ts';
import { useResource } from '../resource/use-resource.ts';
import { useMayAsk } from '../session/abilities.ts';
import { Page } from '../shell/page.tsx';
import { boardOf } from './board.ts';
import type { Board } from './board.ts';
import { boards, saveBoard } from './board-shelf.ts';
import './boards.css';
import { OwnBoard, OwnBoards } from './own-boards.tsx';
import { SharedBoard, SharedBoards } from './shared-boards.tsx';

const refreshMs = 30_000;

/** The board that a link carries. */
function carriedBoard(text: string | undefined): Board | undefined {
  if (text === undefined) return undefined;
  try {
    return boardOf(JSON.parse(text));
  } catch {
    // A link that was cut off: the list is shown.
    return undefined;
  }
}

interface ListProps {
  shared: readonly Shared[];
  /** Whether it is known which are shared. */
  isKnown: boolean;
  onChanged: () => void;
  onOpen: (name: string) => void;
}

function BoardList({ shared, isKnown, onChanged, onOpen }: ListProps) {
  return (
    <div class="stack">
      <div class="page-head">
        <h1>Dashboards</h1>
      </div>
      <p class="quiet">
        Charts of any hosts and queries, side by side. Yours are kept in this browser until you share them; a
        link carries a whole dashboard to others, too.
      </p>
      <SharedBoards boards={shared} onChanged={onChanged} />
      <OwnBoards offersStarters={isKnown && shared.length === 0} onOpen={onOpen} />
    </div>
  );
}

/** Dashboards: shared ones and one's own. */
export function BoardsPage() {
  const { query, route } = useLocation();
  const { name, shared: sharedName, board: carried } = query;
  const maySeeShared = useMayAsk(routes.boards.list);
  const { body, error, reload } = useResource(collector.boards.list, {
    everyMs: refreshMs,
    isWanted: maySeeShared,
  });
  const openOwn = (next: string): void => route(`/boards?name=${encodeURIComponent(next)}`);
  const openShared = (next: string): void => {
    reload();
    route(`/boards?shared=${encodeURIComponent(next)}`);
  };
  useEffect(() => {
    const board = carriedBoard(carried);
    if (board === undefined) return;
    saveBoard(board);
    route(`/boards?name=${encodeURIComponent(board.name)}`, true);
  }, [carried, route]);
  const own = boards.value.find((each) => each.name === name);
  const shared = body?.boards.find(({ board }) => board.name === sharedName);
  const isKnown = !maySeeShared || body !== undefined || error !== undefined;
  const content =
    own !== undefined ? (
      <OwnBoard board={own} onOpen={openOwn} onShared={openShared} />
    ) : shared !== undefined ? (
      <SharedBoard key={shared.board.name} shared={shared} onChanged={reload} onOpenOwn={openOwn} />
    ) : (
      <BoardList shared={body?.boards ?? []} isKnown={isKnown} onChanged={reload} onOpen={openOwn} />
    );
  return <Page title={own?.name ?? shared?.board.name ?? 'Dashboards'}>{content}</Page>;
}
