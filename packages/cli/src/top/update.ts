import { parseInstant } from '../instant.ts';
import { fleetColumns } from './fleet-columns.ts';
import { chosenIndex, shownHosts, shownProcesses, shownUnits } from './rows.ts';
import { maxZoom, type Fleet, type HostData, type Link, type Prompt, type TopState } from './state.ts';

/** All that can happen. */
export type Action =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'size'; readonly columns: number; readonly rows: number }
  | { readonly kind: 'time'; readonly nowMs: number }
  | { readonly kind: 'fleet'; readonly fleet: Fleet }
  | { readonly kind: 'host'; readonly data: HostData }
  | { readonly kind: 'link'; readonly link: Link };

/** The next state. */
export function update(state: TopState, action: Action): TopState {
  switch (action.kind) {
    case 'key':
      return pressed(state, action.key);
    case 'size':
      return { ...state, columns: action.columns, rows: action.rows };
    case 'time':
      return { ...state, nowMs: action.nowMs };
    case 'fleet':
      return { ...state, fleet: action.fleet };
    case 'host':
      // An answer for a host that was left meanwhile says nothing about this one.
      if (action.data.host !== state.host) return state;
      return { ...state, hostData: { ...state.hostData, ...action.data } };
    case 'link':
      return { ...state, link: action.link };
  }
}

function pressed(state: TopState, key: string): TopState {
  if (key === 'ctrl-c') return { ...state, hasEnded: true };
  if (state.prompt !== undefined) return typed(state, state.prompt, key);
  if (state.isHelp) return { ...state, isHelp: false };
  const common = commonKeys[key];
  if (common !== undefined) return common(state);
  const own = (state.host === undefined ? fleetKeys : hostKeys)[key];
  return own === undefined ? state : own(state);
}

type Handler = (state: TopState) => TopState;

const minuteMs = 60_000;
const dayMs = 86_400_000;

const commonKeys: Readonly<Record<string, Handler>> = {
  '?': (state) => ({ ...state, isHelp: true }),
  h: (state) => ({ ...state, isHelp: true }),
  left: (state) => step(state, -10_000),
  right: (state) => step(state, 10_000),
  'shift-left': (state) => step(state, -10 * minuteMs),
  'shift-right': (state) => step(state, 10 * minuteMs),
  '[': (state) => step(state, -10 * minuteMs),
  ']': (state) => step(state, 10 * minuteMs),
  '{': (state) => step(state, -dayMs),
  '}': (state) => step(state, dayMs),
  l: (state) => ({ ...state, atMs: undefined }),
  p: (state) => (state.atMs === undefined ? step(state, 0) : { ...state, atMs: undefined }),
  '@': (state) => ({ ...state, prompt: { kind: 'at', text: '' } }),
};

const fleetKeys: Readonly<Record<string, Handler>> = {
  q: (state) => ({ ...state, hasEnded: true }),
  escape: (state) => ({ ...state, filter: '' }),
  up: (state) => choose(state, -1),
  k: (state) => choose(state, -1),
  down: (state) => choose(state, 1),
  j: (state) => choose(state, 1),
  'page-up': (state) => choose(state, -(state.rows - 4)),
  'page-down': (state) => choose(state, state.rows - 4),
  home: (state) => choose(state, -Infinity),
  end: (state) => choose(state, Infinity),
  enter: openHost,
  '/': (state) => ({ ...state, prompt: { kind: 'filter', text: state.filter } }),
  s: (state) => sortBy(state, 1),
  S: (state) => sortBy(state, -1),
  '>': (state) => sortBy(state, 1),
  '<': (state) => sortBy(state, -1),
  r: (state) => ({ ...state, order: { ...state.order, descending: !state.order.descending } }),
};

const hostKeys: Readonly<Record<string, Handler>> = {
  q: leaveHost,
  escape: leaveHost,
  backspace: leaveHost,
  tab: (state) => ({ ...state, tab: state.tab === 'processes' ? 'units' : 'processes', scroll: 0 }),
  'shift-tab': (state) => ({ ...state, tab: state.tab === 'processes' ? 'units' : 'processes', scroll: 0 }),
  up: (state) => scroll(state, -1),
  k: (state) => scroll(state, -1),
  down: (state) => scroll(state, 1),
  j: (state) => scroll(state, 1),
  'page-up': (state) => scroll(state, -10),
  'page-down': (state) => scroll(state, 10),
  home: (state) => ({ ...state, scroll: 0 }),
  end: (state) => scroll(state, Infinity),
  s: (state) => ({ ...state, programOrder: nextProgramOrder[state.programOrder], scroll: 0 }),
  '+': (state) => zoom(state, -1),
  '-': (state) => zoom(state, 1),
  n: (state) => neighbour(state, 1),
  N: (state) => neighbour(state, -1),
};

const nextProgramOrder = { cpu: 'memory', memory: 'io', io: 'cpu' } as const;

/** Through time; what reaches the present is live again. */
function step(state: TopState, ms: number): TopState {
  const fromMs = state.atMs ?? Math.floor(state.nowMs / 1_000) * 1_000;
  const atMs = fromMs + ms;
  const isPast = atMs < state.nowMs - 1_000 || (ms <= 0 && atMs <= state.nowMs);
  return { ...state, atMs: isPast ? atMs : undefined };
}

function choose(state: TopState, by: number): TopState {
  const hosts = shownHosts(state);
  const index = Math.max(0, Math.min(hosts.length - 1, chosenIndex(hosts, state) + by));
  return { ...state, chosen: hosts[index]?.host };
}

function openHost(state: TopState): TopState {
  const hosts = shownHosts(state);
  const host = hosts[chosenIndex(hosts, state)]?.host;
  return host === undefined ? state : showHost(state, host);
}

function showHost(state: TopState, host: string): TopState {
  return { ...state, host, chosen: host, hostData: undefined, scroll: 0 };
}

function leaveHost(state: TopState): TopState {
  return { ...state, host: undefined, hostData: undefined };
}

/** The host after or before this one in the order of the fleet. */
function neighbour(state: TopState, by: number): TopState {
  const hosts = shownHosts(state);
  const index = hosts.findIndex(({ host }) => host === state.host);
  const next = hosts[index + by]?.host;
  return index < 0 || next === undefined ? state : showHost(state, next);
}

function sortBy(state: TopState, by: number): TopState {
  const count = fleetColumns.length;
  const index = fleetColumns.findIndex(({ id }) => id === state.order.column);
  const column = fleetColumns[(index + by + count) % count];
  if (column === undefined) return state;
  return { ...state, order: { column: column.id, descending: column.descendingFirst } };
}

function scroll(state: TopState, by: number): TopState {
  const rows = state.tab === 'processes' ? shownProcesses(state) : shownUnits(state);
  return { ...state, scroll: Math.max(0, Math.min(rows.length - 1, state.scroll + by)) };
}

function zoom(state: TopState, by: number): TopState {
  return { ...state, zoom: Math.max(0, Math.min(maxZoom, state.zoom + by)) };
}

const maxTyped = 200;

function typed(state: TopState, prompt: Prompt, key: string): TopState {
  const withText = (text: string): TopState => ({
    ...state,
    prompt: { kind: prompt.kind, text: text.slice(0, maxTyped) },
    ...(prompt.kind === 'filter' && { filter: text.slice(0, maxTyped) }),
  });
  if (key === 'escape') return { ...withText(''), prompt: undefined };
  if (key === 'enter') return taken(state, prompt);
  if (key === 'backspace') return withText(Array.from(prompt.text).slice(0, -1).join(''));
  if (key === 'ctrl-u') return withText('');
  return Array.from(key).length === 1 ? withText(prompt.text + key) : state;
}

function taken(state: TopState, prompt: Prompt): TopState {
  if (prompt.kind === 'filter') return { ...state, prompt: undefined };
  const atMs = parseInstant(prompt.text, state.nowMs);
  if (atMs !== undefined) return { ...state, atMs, prompt: undefined };
  return { ...state, prompt: { ...prompt, problem: 'not understood: 03:12, -2h, 2026-11-30 03:12' } };
}
