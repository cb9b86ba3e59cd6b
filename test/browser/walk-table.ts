import { walkModes, type WalkMode } from './walker.ts';

export interface WalkedTask {
  readonly task: string;
  readonly mode: WalkMode;
  readonly ms: number;
  readonly presses: number;
}

/** A row for each task: seconds and presses by mouse, by keyboard and on a phone; – where it was not done. */
export function walkTable(walked: readonly WalkedTask[]): string {
  const tasks = [...new Set(walked.map(({ task }) => task))];
  const width = Math.max(0, ...tasks.map((task) => task.length));
  const cell = (task: string, mode: WalkMode): string => {
    const found = walked.find((each) => each.task === task && each.mode === mode);
    if (found === undefined) return '–'.padStart(14);
    return `${(found.ms / 1_000).toFixed(1)} s, ${String(found.presses).padStart(2)}`.padStart(14);
  };
  const head = `${'seconds, presses'.padEnd(width)}${walkModes.map((mode) => mode.padStart(14)).join('')}`;
  const rows = tasks.map((task) => task.padEnd(width) + walkModes.map((mode) => cell(task, mode)).join(''));
  return `\n${[head, ...rows].join('\n')}\n`;
}
