import { encodeLine, type Line } from './screen/line.ts';
import { keysOf } from './screen/keys.ts';

/** The terminal of the process: `bin.ts` gives the real one. */
export interface ScreenDevice {
  readonly input: {
    setRawMode(isRaw: boolean): unknown;
    on(event: 'data', listener: (data: Buffer | string) => void): unknown;
    off(event: 'data', listener: (data: Buffer | string) => void): unknown;
    resume(): unknown;
    pause(): unknown;
  };
  readonly output: {
    readonly columns: number;
    readonly rows: number;
    readonly writableNeedDrain: boolean;
    write(text: string): unknown;
    on(event: 'resize' | 'drain', listener: () => void): unknown;
    off(event: 'resize' | 'drain', listener: () => void): unknown;
  };
  /** Of the process, and `exit` for its end; they are taken only while the screen is. */
  readonly signals: {
    on(event: ScreenSignal | 'exit', listener: () => void): unknown;
    off(event: ScreenSignal | 'exit', listener: () => void): unknown;
  };
  /** Stops the job that this process belongs to until the shell goes on with it. */
  suspend(): void;
  readonly unicode: boolean;
}

type ScreenSignal = 'SIGTERM' | 'SIGHUP' | 'SIGINT' | 'SIGTSTP' | 'SIGCONT';

interface ScreenListeners {
  readonly onKeys: (keys: readonly string[]) => void;
  readonly onSize: (size: { columns: number; rows: number }) => void;
  /** The process was told to end. */
  readonly onEnd: () => void;
}

const enter = '\u001b[?1049h\u001b[?25l\u001b[2J';
const leave = '\u001b[0m\u001b[?25h\u001b[?1049l';
const endSignals = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;

/**
 * The whole terminal, in raw mode, until `close`. It is given back however the process ends, and while it is stopped
 * (Ctrl-Z). Only lines that changed are written: a slow connection gets few bytes, and no more while it has not taken
 * the last ones.
 */
export class FullScreen {
  readonly #device: ScreenDevice;
  readonly #listeners: ScreenListeners;
  readonly #colours: boolean;
  #shown: string[] = [];
  #waiting: readonly Line[] | undefined;
  #isOpen = false;

  constructor(device: ScreenDevice, { colours, ...listeners }: ScreenListeners & { colours: boolean }) {
    this.#device = device;
    this.#colours = colours;
    this.#listeners = listeners;
  }

  get size(): { columns: number; rows: number } {
    const { columns, rows } = this.#device.output;
    return { columns: columns || 80, rows: rows || 24 };
  }

  open(): void {
    const { input, output, signals } = this.#device;
    input.on('data', this.#onData);
    output.on('resize', this.#onResize);
    output.on('drain', this.#onDrain);
    for (const signal of endSignals) signals.on(signal, this.#listeners.onEnd);
    signals.on('SIGTSTP', this.#suspend);
    signals.on('SIGCONT', this.#onContinue);
    signals.on('exit', this.#leave);
    this.#enter();
  }

  close(): void {
    const { input, output, signals } = this.#device;
    input.off('data', this.#onData);
    output.off('resize', this.#onResize);
    output.off('drain', this.#onDrain);
    for (const signal of endSignals) signals.off(signal, this.#listeners.onEnd);
    signals.off('SIGTSTP', this.#suspend);
    signals.off('SIGCONT', this.#onContinue);
    signals.off('exit', this.#leave);
    this.#leave();
    input.pause();
  }

  /** Shows the lines from the first row on. */
  draw(lines: readonly Line[]): void {
    if (!this.#isOpen) return;
    const { output, unicode } = this.#device;
    this.#waiting = output.writableNeedDrain ? lines : undefined;
    if (this.#waiting !== undefined) return;
    const { columns, rows } = this.size;
    const format = { width: columns, colours: this.#colours, unicode };
    const encoded = Array.from({ length: rows }, (_, i) => encodeLine(lines[i] ?? [], format));
    const changes = encoded.map((line, i) => (line === this.#shown[i] ? '' : `\u001b[${i + 1};1H${line}`));
    this.#shown = encoded;
    const text = changes.join('');
    if (text !== '') output.write(text);
  }

  /** Writes every line again with the next `draw`. */
  forget(): void {
    this.#shown = [];
  }

  readonly #onData = (data: Buffer | string): void => {
    const keys = keysOf(data.toString());
    const wanted = keys.filter((key) => key !== 'ctrl-z' && key !== 'ctrl-l');
    if (wanted.length > 0) this.#listeners.onKeys(wanted);
    if (keys.includes('ctrl-l')) this.#onResize();
    if (keys.includes('ctrl-z')) this.#suspend();
  };

  readonly #onResize = (): void => {
    this.forget();
    this.#device.output.write('\u001b[2J');
    this.#listeners.onSize(this.size);
  };

  readonly #onDrain = (): void => {
    if (this.#waiting !== undefined) this.draw(this.#waiting);
  };

  /** With its own listener the signal would stop nothing. */
  readonly #suspend = (): void => {
    this.#leave();
    this.#device.signals.off('SIGTSTP', this.#suspend);
    this.#device.suspend();
  };

  readonly #onContinue = (): void => {
    this.#device.signals.off('SIGTSTP', this.#suspend);
    this.#device.signals.on('SIGTSTP', this.#suspend);
    this.#enter();
    this.#listeners.onSize(this.size);
  };

  #enter(): void {
    this.#isOpen = true;
    this.forget();
    this.#device.input.setRawMode(true);
    this.#device.input.resume();
    this.#device.output.write(enter);
  }

  readonly #leave = (): void => {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#device.output.write(leave);
    this.#device.input.setRawMode(false);
  };
}
