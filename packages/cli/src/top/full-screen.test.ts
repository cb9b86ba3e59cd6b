import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { FullScreen, type ScreenDevice } from './full-screen.ts';
import { span } from './screen/line.ts';

const enter = '\u001b[?1049h\u001b[?25l\u001b[2J';
const leave = '\u001b[0m\u001b[?25h\u001b[?1049l';

/** A terminal that keeps what is written, and every step in its order. */
class GivenDevice implements ScreenDevice {
  readonly steps: string[] = [];
  readonly unicode = true;
  readonly signals = new EventEmitter();
  readonly input = Object.assign(new EventEmitter(), {
    setRawMode: (isRaw: boolean) => this.steps.push(isRaw ? 'raw' : 'cooked'),
    resume: () => undefined,
    pause: () => undefined,
  });
  readonly output = Object.assign(new EventEmitter(), {
    columns: 10,
    rows: 2,
    writableNeedDrain: false,
    write: (text: string) => this.steps.push(text),
  });

  suspend(): void {
    this.steps.push(`suspended with ${this.signals.listenerCount('SIGTSTP')} listeners`);
  }

  /** What happened since it was last asked. */
  taken(): string[] {
    return this.steps.splice(0);
  }
}

function opened() {
  const device = new GivenDevice();
  const keys: string[] = [];
  let ends = 0;
  const screen = new FullScreen(device, {
    colours: false,
    onKeys: (pressed) => keys.push(...pressed),
    onSize: ({ columns }) => keys.push(`size ${columns}`),
    onEnd: () => (ends += 1),
  });
  screen.open();
  return { device, screen, keys, ends: () => ends };
}

test('writes only the lines that changed', () => {
  const { device, screen } = opened();
  screen.draw([[span('a')], [span('b')]]);
  device.taken();
  screen.draw([[span('a')], [span('c')]]);
  expect(device.taken()).toEqual([`\u001b[2;1H${'c'.padEnd(10)}`]);
  screen.draw([[span('a')], [span('c')]]);
  expect(device.taken()).toEqual([]);
});

test('a slow connection gets the newest picture when it has taken the one before', () => {
  const { device, screen } = opened();
  device.taken();
  device.output.writableNeedDrain = true;
  screen.draw([[span('old')]]);
  screen.draw([[span('new')]]);
  expect(device.taken()).toEqual([]);
  device.output.writableNeedDrain = false;
  device.output.emit('drain');
  expect(device.taken().join('')).toMatch(/^\u001b\[1;1Hnew /);
});

test('Ctrl-Z gives the terminal back before the job stops; afterwards all is drawn again', () => {
  const { device, screen, keys } = opened();
  screen.draw([[span('a')]]);
  device.taken();
  device.input.emit('data', 'x\u001a');
  expect(device.taken()).toEqual([leave, 'cooked', 'suspended with 0 listeners']);
  screen.draw([[span('not seen')]]);
  expect(device.taken()).toEqual([]);
  device.signals.emit('SIGCONT');
  screen.draw([[span('a')]]);
  expect(device.taken()).toEqual(['raw', enter, expect.stringContaining('a ')]);
  expect(keys).toEqual(['x', 'size 10']);
  device.signals.emit('SIGTSTP');
  expect(device.taken()).toEqual([leave, 'cooked', 'suspended with 0 listeners']);
});

test('the terminal is given back when it closes, when the process exits, and not twice', () => {
  const { device, screen } = opened();
  device.taken();
  device.signals.emit('exit');
  expect(device.taken()).toEqual([leave, 'cooked']);
  screen.close();
  expect(device.taken()).toEqual([]);
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGTSTP', 'SIGCONT', 'exit'])
    expect(device.signals.listenerCount(signal)).toBe(0);
});

test('a signal ends it, a new size is told', () => {
  const { device, keys, ends } = opened();
  device.signals.emit('SIGTERM');
  expect(ends()).toBe(1);
  device.output.columns = 20;
  device.output.emit('resize');
  expect(keys).toEqual(['size 20']);
});
