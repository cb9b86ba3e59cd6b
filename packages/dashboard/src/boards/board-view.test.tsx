import { expect, test } from '@jest/globals';
import { act, fireEvent, render, screen } from '@testing-library/preact';
import { Toasts } from '../design/toast.tsx';
import { collectorAnswers } from '../testing/answers.ts';
import { BoardView } from './board-view.tsx';
import type { Board, PanelSpec } from './board.ts';

collectorAnswers({
  'GET /api/v1/session': {
    user: 'ann',
    role: 'viewer',
    permissions: ['read'],
    labels: {},
    expiresMs: null,
    account: null,
  },
  'GET /api/v1/hosts': { hosts: [] },
});

const query = (title: string): PanelSpec => ({
  kind: 'query',
  title,
  sql: `SELECT '${title}'`,
  isWide: false,
});

/** What the editor makes of a board of these panels. */
function edit(panels: readonly PanelSpec[], canChange = true): { board: () => Board } {
  let board: Board = { name: 'Mine', range: '1h', panels: [...panels] };
  const shown = () => (
    <>
      <BoardView board={board} note="" canChange={canChange} onChange={change} />
      <Toasts />
    </>
  );
  const change = (next: Board): void => {
    board = next;
    rerender(shown());
  };
  const { rerender } = render(shown());
  return { board: () => board };
}

const titlesOf = ({ panels }: Board) =>
  panels.map((panel) => (panel.kind === 'query' ? panel.title : panel.chart));

async function choose(place: number, action: string): Promise<void> {
  await act(async () => void fireEvent.click(screen.getAllByLabelText('Panel')[place]!));
  await act(async () => void fireEvent.click(screen.getByText(action)));
}

test('panels are moved to the front, widened and removed', async () => {
  const { board } = edit([query('a'), query('b'), query('c')]);
  await choose(2, 'Move to the front');
  expect(titlesOf(board())).toEqual(['c', 'a', 'b']);
  await choose(1, 'Full width');
  expect(board().panels.map(({ isWide }) => isWide)).toEqual([false, true, false]);
  await choose(0, 'Remove');
  expect(titlesOf(board())).toEqual(['a', 'b']);
});

test('as text: what is no dashboard is refused and said, what is one is taken', async () => {
  const { board } = edit([query('a')]);
  fireEvent.click(screen.getByText('As text'));
  const text = () => document.querySelector('textarea')!;
  expect((JSON.parse(text().value) as Board).name).toBe('Mine');
  fireEvent.input(text(), { target: { value: '{"name": "x"' } });
  await act(async () => void fireEvent.click(screen.getByText('Apply')));
  expect(screen.getByText('This is not JSON: copy the whole text of a dashboard.')).toBeDefined();
  const other: Board = { name: 'Other', range: '24h', panels: [query('z')] };
  fireEvent.input(text(), { target: { value: JSON.stringify(other) } });
  await act(async () => void fireEvent.click(screen.getByText('Apply')));
  expect([board(), document.querySelector('dialog')]).toEqual([other, null]);
});

test('a chart is added', async () => {
  const { board } = edit([]);
  expect(screen.getByText('Nothing here yet')).toBeDefined();
  await act(async () => void fireEvent.click(screen.getByText('Add a panel')));
  await act(async () => void fireEvent.submit(screen.getByText<HTMLButtonElement>('Add the chart').form!));
  expect(board().panels).toMatchObject([{ kind: 'chart', isWide: false }]);
});

test('a dashboard of somebody else can be looked at in another range, and not be changed', () => {
  const { board } = edit([query('a')], false);
  expect([screen.queryByText('Add a panel'), screen.queryByLabelText('Panel')]).toEqual([null, null]);
  fireEvent.click(screen.getByText('24 h'));
  expect(board().range).toBe('24h');
});
