import { describe, expect, test } from '@jest/globals';
import { encodeLine, plainLine } from '../screen/line.ts';
import type { TopState } from '../state.ts';
import { givenHostState, givenNowMs, givenState } from '../testing/given-state.ts';
import { view } from './view.ts';

/** The screen as text, without the spaces at the ends of lines. */
function screen(state: TopState): string {
  return `\n${view(state)
    .map((line) => plainLine(line, state.columns).trimEnd())
    .join('\n')}\n`;
}

describe('a screen of 80×24', () => {
  test('shows the fleet, the busiest host first', () => {
    expect(screen(givenState())).toMatchSnapshot();
  });

  test('shows a host with its charts and processes', () => {
    expect(screen(givenHostState())).toMatchSnapshot();
  });

  test('shows its units', () => {
    expect(screen(givenHostState({ tab: 'units' }))).toMatchSnapshot();
  });

  test('says of when it is, in the past', () => {
    const [header] = view(givenState({ atMs: givenNowMs - 86_400_000 }));
    expect(plainLine(header ?? [], 80)).toMatch(/Past Fri 13 Mar 03:12:05$/);
  });

  test('lists every key', () => {
    expect(screen(givenState({ isHelp: true }))).toMatchSnapshot();
  });
});

const states: readonly (readonly [string, TopState])[] = [
  ['the fleet', givenState()],
  ['before the first answer', givenState({ fleet: undefined, link: { phase: 'connecting' } })],
  ['no host', givenState({ fleet: { hosts: [], alerts: [] } })],
  ['no match', givenState({ filter: 'nothing' })],
  ['a prompt', givenState({ prompt: { kind: 'at', text: 'x', problem: 'not understood' } })],
  [
    'no connection',
    givenState({ link: { phase: 'failed', message: 'The collector does not answer. '.repeat(5) } }),
  ],
  ['a host', givenHostState()],
  ['its units', givenHostState({ tab: 'units' })],
  ['a host before its first answer', givenState({ host: 'web-1' })],
  ['help', givenState({ isHelp: true })],
];
const sizes = [
  { columns: 80, rows: 24 },
  { columns: 200, rows: 60 },
  { columns: 40, rows: 8 },
  { columns: 20, rows: 4 },
  { columns: 81, rows: 25 },
];

describe.each(states)('%s', (_, state) => {
  test.each(sizes)('fits $columns×$rows', (size) => {
    const lines = view({ ...state, ...size });
    expect(lines.length).toBeLessThanOrEqual(size.rows);
    for (const colours of [true, false]) {
      for (const line of lines) {
        const format = { width: size.columns, colours, unicode: true };
        // A line that is wider than the screen would be one more than there is.
        const text = encodeLine(line, format).replace(/\u001b\[[\d;]*m/g, '');
        expect(text).not.toMatch(/[\p{Cc}\u2028]/u);
        expect(Array.from(text).length).toBeLessThanOrEqual(size.columns);
        expect(text).toBe(plainLine(line, size.columns));
      }
    }
  });
});

test('without colours nothing is coloured, and what is chosen is still seen', () => {
  const lines = view(givenState());
  const text = lines.map((line) => encodeLine(line, { width: 80, colours: false, unicode: true })).join('');
  expect(text).not.toMatch(/\u001b\[(1;)?3\d/);
  expect(text).toContain('\u001b[7m');
});

test('a terminal without Unicode gets ASCII alone', () => {
  for (const state of [givenState(), givenHostState()]) {
    for (const line of view(state)) {
      const text = encodeLine(line, { width: 80, colours: false, unicode: false });
      expect(text.replaceAll('\u001b', '')).toMatch(/^[\x20-\x7e]*$/);
    }
  }
});
