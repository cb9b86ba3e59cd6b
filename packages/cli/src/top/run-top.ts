import type { Client } from '@hostwire/api/client';
import { TopFeed } from './feed/top-feed.ts';
import { FullScreen, type ScreenDevice } from './full-screen.ts';
import { chartScale, startState, type TopStart, type TopState } from './state.ts';
import { update, type Action } from './update.ts';
import { view } from './views/view.ts';

interface TopOptions {
  readonly client: Client;
  readonly device: ScreenDevice;
  readonly colours: boolean;
  readonly nowMs: () => number;
  readonly start: Pick<TopStart, 'atMs' | 'host' | 'filter' | 'sort'>;
}

/** The clock at the top of the screen. */
const tickMs = 1_000;
/** Several answers within so little time are one drawing. */
const frameMs = 50;

/** Shows the fleet on the whole terminal until the user leaves, or the process is told to end. */
export function runTop({ client, device, colours, nowMs, start }: TopOptions): Promise<void> {
  return new Promise((resolve) => {
    const screen = new FullScreen(device, {
      colours,
      onKeys: (keys) => act(...keys.map((key): Action => ({ kind: 'key', key }))),
      onSize: (size) => act({ kind: 'size', ...size }),
      onEnd: () => act({ kind: 'key', key: 'ctrl-c' }),
    });
    let state: TopState = startState({ ...screen.size, ...start, nowMs: nowMs() });
    let frame: NodeJS.Timeout | undefined;
    const draw = (): void => {
      frame = undefined;
      screen.draw(view(state));
    };
    const feed = new TopFeed({
      client,
      nowMs,
      onFleet: (fleet) => act({ kind: 'fleet', fleet }),
      onHost: (data) => act({ kind: 'host', data }),
      onLink: (link) => act({ kind: 'link', link }),
    });
    const clock = setInterval(() => act({ kind: 'time', nowMs: nowMs() }), tickMs);

    function act(...actions: readonly Action[]): void {
      if (state.hasEnded) return;
      for (const action of actions) state = update(state, action);
      if (state.hasEnded) return end();
      const { width: steps, stepMs } = chartScale(state);
      feed.show({ host: state.host, atMs: state.atMs, steps, stepMs });
      // A key is answered at once.
      if (actions.some(({ kind }) => kind === 'key' || kind === 'size')) {
        clearTimeout(frame);
        draw();
      } else frame ??= setTimeout(draw, frameMs);
    }

    function end(): void {
      clearInterval(clock);
      clearTimeout(frame);
      feed.stop();
      screen.close();
      resolve();
    }

    screen.open();
    act({ kind: 'time', nowMs: nowMs() });
  });
}
