import type { Alert, ChartsResponse, HostDetail, HostSummary, ProgramsResponse } from '@hostwire/api';

/** What one column of a chart of a host stands for, in ms. */
const chartStepsMs = [1_000, 5_000, 15_000, 60_000, 300_000, 1_800_000] as const;
/** Between two charts that stand side by side. */
export const chartGap = 2;

/** What is known of the host that is shown; undefined: not yet. */
export interface HostData {
  readonly host: string;
  readonly detail?: HostDetail;
  readonly charts?: ChartsResponse;
  readonly programs?: ProgramsResponse;
}

/** Whether what is on the screen is kept up. */
export type Link =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'current' }
  | { readonly phase: 'failed'; readonly message: string };

/** A line that is being typed at the foot of the screen. */
export interface Prompt {
  readonly kind: 'filter' | 'at';
  readonly text: string;
  /** Why what was typed is not taken. */
  readonly problem?: string;
}

export interface Fleet {
  readonly hosts: readonly HostSummary[];
  readonly alerts: readonly Alert[];
}

/** All that decides what is on the screen. */
export interface TopState {
  readonly columns: number;
  readonly rows: number;
  readonly nowMs: number;
  /** Of the times that are shown; undefined: of this machine. */
  readonly timeZone: string | undefined;
  /** The instant of the past that is shown; undefined: the present, live. */
  readonly atMs: number | undefined;
  /** The host that is shown; undefined: the fleet. */
  readonly host: string | undefined;
  readonly isHelp: boolean;
  readonly prompt: Prompt | undefined;
  readonly link: Link;
  /** undefined until the first answer. */
  readonly fleet: Fleet | undefined;
  readonly filter: string;
  /** The id of a column of the fleet, or of the programs. */
  readonly order: { readonly column: string; readonly descending: boolean };
  /** The row that Enter opens, by host; undefined: the first. */
  readonly chosen: string | undefined;
  readonly hostData: HostData | undefined;
  readonly tab: 'processes' | 'units';
  readonly programOrder: 'cpu' | 'memory' | 'io';
  /** The first program that is shown. */
  readonly scroll: number;
  /** How far the charts are zoomed out: 0 to `maxZoom`. */
  readonly zoom: number;
  /** The user asked to leave. */
  readonly hasEnded: boolean;
}

export interface TopStart {
  readonly columns: number;
  readonly rows: number;
  readonly nowMs: number;
  readonly timeZone?: string | undefined;
  readonly atMs?: number | undefined;
  readonly host?: string | undefined;
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
}

export function startState(start: TopStart): TopState {
  return {
    columns: start.columns,
    rows: start.rows,
    nowMs: start.nowMs,
    timeZone: start.timeZone,
    atMs: start.atMs,
    host: start.host,
    isHelp: false,
    prompt: undefined,
    link: { phase: 'connecting' },
    fleet: undefined,
    filter: start.filter ?? '',
    order: { column: start.sort ?? 'cpu', descending: start.sort !== 'host' && start.sort !== 'state' },
    chosen: undefined,
    hostData: undefined,
    tab: 'processes',
    programOrder: 'cpu',
    scroll: 0,
    zoom: 1,
    hasEnded: false,
  };
}

export const maxZoom = chartStepsMs.length - 1;

/** The columns of one chart of a host, and what each stands for. */
export function chartScale({ columns, zoom }: Pick<TopState, 'columns' | 'zoom'>): {
  readonly width: number;
  readonly stepMs: number;
} {
  const width = Math.max(16, Math.floor((columns - chartGap) / 2));
  return { width, stepMs: chartStepsMs[zoom] ?? chartStepsMs[0] };
}
