import type { ScreenDevice } from './top/full-screen.ts';

/** The terminal of a process, for `hostwire top`; undefined where its input or output is none, or can only print. */
export function processScreen(
  process: NodeJS.Process,
  env: Readonly<Record<string, string | undefined>>,
): ScreenDevice | undefined {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY || env['TERM'] === 'dumb') return undefined;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return {
    input: stdin,
    output: stdout,
    signals: process,
    // To the whole job: what started this process is to stop, too.
    suspend: () => void process.kill(0, 'SIGTSTP'),
    unicode: locale === '' || /utf-?8/i.test(locale),
  };
}
