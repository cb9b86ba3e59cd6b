// A dashboard of one's own: what it shows, where it is kept, and how it travels in a link.
import { chartIds } from '../host/chart-groups.ts';
import { boardLimits } from '@hostwire/api/client';
import type { Board } from '../api/types.ts';

export type { Board };
export type PanelSpec = Board['panels'][number];
export type ChartPanelSpec = Extract<PanelSpec, { kind: 'chart' }>;
export type QueryPanelSpec = Extract<PanelSpec, { kind: 'query' }>;

function isPanel(value: unknown): value is PanelSpec {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, host, chart, title, sql } = value as Record<string, unknown>;
  if (kind === 'chart') return typeof host === 'string' && chartIds.some((id) => id === chart);
  return kind === 'query' && typeof title === 'string' && typeof sql === 'string';
}

/** A board from something that came from outside; undefined: it is none. What makes no sense in it is left out. */
export function boardOf(value: unknown): Board | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { name, range, panels } = value as Record<string, unknown>;
  if (typeof name !== 'string' || name.trim() === '' || !Array.isArray(panels)) return undefined;
  return {
    name,
    range: typeof range === 'string' ? range : '1h',
    panels: panels
      .filter(isPanel)
      .slice(0, boardLimits.panels)
      .map((panel) => ({ ...panel, isWide: panel.isWide })),
  };
}

/** A board as text: JSON, which is YAML as well. */
export function boardText(board: Board): string {
  return JSON.stringify(board, null, 2);
}

/** Throws an Error that says what is wrong with the text. */
export function parseBoard(text: string): Board {
  if (text.length > boardLimits.textLength) throw new Error('The text is longer than a dashboard may be.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error('This is not JSON: copy the whole text of a dashboard.', { cause: error });
  }
  const board = boardOf(value);
  if (board === undefined) throw new Error('A dashboard has a name and a list of panels.');
  return board;
}

/** The address that carries a whole board. */
export function boardPath(board: Board): string {
  return `/boards?${new URLSearchParams({ board: JSON.stringify(board) })}`;
}
