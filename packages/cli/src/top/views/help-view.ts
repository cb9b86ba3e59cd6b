import { span, type Line } from '../screen/line.ts';
import { fit } from '../screen/text.ts';
import type { TopState } from '../state.ts';
import { fullPage, headerLine } from './frame.ts';

const sections: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'Fleet',
    [
      ['↑ ↓ PgUp PgDn', 'choose a host; Enter opens it'],
      ['/', 'filter: text, env=prod, state=late, cpu>80; Esc takes it away'],
      ['s S', 'sort by the next or the last column; r turns the order around'],
    ],
  ],
  [
    'Host',
    [
      ['Tab', 'processes, or units and containers; s sorts by CPU, memory, I/O'],
      ['+ -', 'charts of a shorter or a longer time'],
      ['n N', 'the next host of the fleet, or the one before; Esc goes back'],
    ],
  ],
  [
    'Time',
    [
      ['← →', '10 seconds back or forward'],
      ['[ ]', '10 minutes; { } a day'],
      ['@', 'go to an instant: 03:12, yesterday 03:12, -2h'],
      ['p', 'stand still; l goes back to live'],
    ],
  ],
];

/** All keys. */
export function helpView(state: TopState): Line[] {
  const body = sections.flatMap(([title, keys]): Line[] => [
    [],
    [span(title, 'bold')],
    ...keys.map(([key, does]): Line => [span(`  ${fit(key, 15)}`, 'accent'), span(does)]),
  ]);
  return fullPage(state, {
    head: [headerLine(state, [span('Keys of hostwire top', 'bold')])],
    body,
    foot: [span('Any key goes back', 'dim'), span('  Ctrl-C ends', 'dim')],
  });
}
