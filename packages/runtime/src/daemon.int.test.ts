/** Runs the built package in processes of its own, since signals and exits are what is tested. */
import { spawn, type ChildProcess } from 'node:child_process';
import { afterEach, describe, expect, test } from '@jest/globals';

const built = new URL('../dist/index.js', import.meta.url).href;
/** Far more than any step takes; a hang fails with the output so far. */
const patienceMs = 20_000;

interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

class Daemon {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
  #output = '';
  #onOutput: () => void = () => undefined;

  /** `component` is the source of an object with start() and stop(); it may use `say` and `never`. */
  constructor(component: string, { stopDeadlineMs = patienceMs, reload = 'undefined' } = {}) {
    const source = `
      import { createLogger, runDaemon } from ${JSON.stringify(built)};
      const say = (text) => process.stderr.write(text + '\\n');
      const never = () => new Promise(() => undefined);
      const logger = createLogger({ name: 'test', level: 'info' });
      process.exitCode = await runDaemon(${component}, { logger, stopDeadlineMs: ${stopDeadlineMs}, reload: ${reload} });
      say('returned');`;
    this.child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.#output += text;
      this.#onOutput();
    });
    this.ended = new Promise((resolve) => {
      this.child.once('close', (code, signal) => resolve({ code, signal, output: this.#output }));
    });
  }

  /** Waits until the output has a text. */
  async said(text: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const giveUp = setTimeout(() => reject(new Error(`never said "${text}": ${this.#output}`)), patienceMs);
      this.#onOutput = () => {
        if (!this.#output.includes(text)) return;
        clearTimeout(giveUp);
        resolve();
      };
      this.#onOutput();
    });
  }
}

let daemon: Daemon | undefined;
const run = (component: string, options?: ConstructorParameters<typeof Daemon>[1]) =>
  (daemon = new Daemon(component, options));
afterEach(async () => {
  daemon?.child.kill('SIGKILL');
  await daemon?.ended;
});

const idle = `{ start: async () => say('up'), stop: async () => say('down') }`;
const stuck = `{ start: async () => say('up'), stop: () => { say('stopping now'); return never(); } }`;

describe('runDaemon', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'the first %s stops in order, with exit code 0',
    async (signal) => {
      const one = run(idle);
      await one.said('up');
      one.child.kill(signal);
      const { code, output } = await one.ended;
      expect(output).toMatch(
        /"signal":"SIG(TERM|INT|HUP)".*"msg":"stopping"[^]*down[^]*"msg":"stopped"[^]*returned/,
      );
      expect(code).toBe(0);
    },
  );

  test('SIGHUP reloads where that is possible, one after the other; what fails changes nothing', async () => {
    const reload = `(() => {
      let count = 0;
      return async () => {
        say('reload ' + ++count);
        if (count === 1) throw new Error('a mistake in line 3');
      };
    })()`;
    const one = run(idle, { reload });
    await one.said('up');
    one.child.kill('SIGHUP');
    await one.said('a mistake in line 3');
    one.child.kill('SIGHUP');
    await one.said('reload 2');
    one.child.kill('SIGTERM');
    const { code, output } = await one.ended;
    expect(output).toMatch(/reload 1[^]*those before stay[^]*reload 2[^]*"signal":"SIGTERM"[^]*returned/);
    expect(code).toBe(0);
  });

  test('the second signal leaves at once', async () => {
    const one = run(stuck);
    await one.said('up');
    one.child.kill('SIGTERM');
    await one.said('stopping now');
    one.child.kill('SIGTERM');
    const { code, output } = await one.ended;
    expect(output).toContain('leaving at once');
    expect(output).not.toContain('returned');
    expect(code).toBe(143);
  });

  test('a terminal that closes may say so twice', async () => {
    const one = run(`{
      start: async () => say('up'),
      stop: () => new Promise((resolve) => {
        process.once('SIGUSR2', () => { say('down'); resolve(); }); // before anybody is told: unheard it kills
        say('stopping now');
      }),
    }`);
    await one.said('up');
    one.child.kill('SIGHUP');
    await one.said('stopping now');
    one.child.kill('SIGHUP');
    one.child.kill('SIGUSR2');
    const { code, output } = await one.ended;
    expect(output).toMatch(/down[^]*returned/);
    expect(code).toBe(0);
  });

  test('after the deadline it leaves with exit code 1', async () => {
    const one = run(stuck, { stopDeadlineMs: 100 });
    await one.said('up');
    one.child.kill('SIGINT');
    const { code, output } = await one.ended;
    expect(output).toContain('not stopped in time, leaving');
    expect(code).toBe(1);
  });

  test.each([
    ['exception', `setImmediate(() => { throw new Error('broken'); })`],
    ['rejection', `void Promise.reject(new Error('broken'))`],
  ])('an uncaught %s is logged as fatal, stops in order and gives exit code 1', async (_, failure) => {
    const one = run(`{ start: async () => { ${failure}; }, stop: async () => say('down') }`);
    const { code, output } = await one.ended;
    expect(output).toMatch(/"level":"fatal".*"message":"broken"[^]*down[^]*returned/);
    expect(code).toBe(1);
  });

  test('a start that fails stops what it began, and its error goes to the caller', async () => {
    const one = run(`{ start: async () => { throw new Error('no port'); }, stop: async () => say('down') }`);
    const { code, output } = await one.ended;
    expect(output).toMatch(/down[^]*Error: no port/); // uncaught in this program: node itself prints it
    expect(output).not.toMatch(/returned|"level":"fatal"/);
    expect(code).toBe(1);
  });

  test('a signal while starting stops too', async () => {
    const one = run(`{ start: () => { say('up'); return never(); }, stop: async () => say('down') }`);
    await one.said('up');
    one.child.kill('SIGTERM');
    const { code, output } = await one.ended;
    expect(output).toContain('down');
    expect(code).toBe(0);
  });

  test('a stop that fails gives exit code 1', async () => {
    const one = run(`{ start: async () => say('up'), stop: async () => { throw new Error('held'); } }`);
    await one.said('up');
    one.child.kill('SIGTERM');
    const { code, output } = await one.ended;
    expect(output).toMatch(/"message":"held".*"msg":"stopped with errors"/);
    expect(code).toBe(1);
  });

  test('an error while stopping is logged and gives exit code 1', async () => {
    const failing = `{ start: async () => say('up'), stop: () => new Promise((resolve) => {
      setImmediate(() => { setImmediate(resolve); throw new Error('late'); });
    }) }`;
    const one = run(failing);
    await one.said('up');
    one.child.kill('SIGTERM');
    const { code, output } = await one.ended;
    expect(output).toMatch(/"message":"late".*"msg":"uncaught error while stopping"/);
    expect(code).toBe(1);
  });
});
