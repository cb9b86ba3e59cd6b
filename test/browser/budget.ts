// Measures what the pages promise: `node test/dist/browser/budget.js [--minutes N]`, after scripts/page-budget.mjs has weighed
// them. Prints each figure beside its budget and whether it holds; the exit code is 1 when one does not. `--minutes`: how long
// a live host page is watched for its CPU and heap. A figure without a limit says what the machine does by itself.
import { parseArgs } from 'node:util';
import type { CDPSession, Page } from 'playwright-core';
import { demoMembers } from './demo-fleet/demo-fleet.ts';
import { DemoStack } from './demo-stack.ts';
import { giveManyHosts } from './many-hosts.ts';

interface Figure {
  readonly name: string;
  readonly value: number;
  /** Left out: nothing is promised. */
  readonly limit?: number;
  readonly unit: string;
}

const { values: flags } = parseArgs({ options: { minutes: { type: 'string', default: '1' } } });
const hostCount = 10_000;
const watchedMinutes = Number(flags.minutes);
if (!(watchedMinutes > 0)) throw new Error(`--minutes takes a number above 0, not ${flags.minutes}`);
const watchedMs = watchedMinutes * 60_000;
/**
 * What is built once is built by then: caches, and in a long run what the browser compiles of the page and keeps of its
 * requests, each up to a limit. That is 0.7 MB in the first five minutes.
 */
const settledMs = Math.max(15_000, Math.min(300_000, watchedMs / 4));
/** One collection leaves what the page is about to drop: the least of several is what it holds. */
const collections = 4;
/** One refresh of a screen at 60 Hz: a browser draws no sooner. */
const refreshMs = 16.7;
const frames = 300;
/** An odd number, so that one of them is the median. */
const visits = 7;

async function firstRowsMs(demo: DemoStack): Promise<number> {
  await demo.page.goto(demo.stack.ready.web);
  await demo.page.locator('tr.host-row').first().waitFor();
  return demo.page.evaluate(() => performance.now());
}

/** Notes in the page itself when its frame and its first chart are there: asking from outside takes as long as what is asked. */
function noteBeginnings(): void {
  const seen = new Map<string, number>();
  const note = (name: string, selector: string): void => {
    if (!seen.has(name) && document.querySelector(selector)) seen.set(name, performance.now());
  };
  const observer = new MutationObserver(() => {
    note('page', '.top-bar');
    note('chart', '.plot canvas');
    const [pageMs, chartMs] = [seen.get('page'), seen.get('chart')];
    if (pageMs === undefined || chartMs === undefined) return;
    observer.disconnect();
    // What is in the document by now is on screen with the next frame.
    requestAnimationFrame(() => {
      document.documentElement.dataset['firstChartMs'] = String(performance.now() - pageMs);
    });
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** From the page's frame to its first chart: the median of several visits. */
async function firstChartMs(demo: DemoStack, hosts: readonly string[]): Promise<number> {
  await demo.page.addInitScript(noteBeginnings);
  const taken: number[] = [];
  for (let visit = 0; visit < visits; visit += 1) {
    const host = hosts[visit % hosts.length] ?? '';
    await demo.page.goto(new URL(`/hosts/${host}`, demo.stack.ready.web).href);
    const noted = demo.page.locator('html[data-first-chart-ms]');
    await noted.waitFor();
    taken.push(Number(await noted.getAttribute('data-first-chart-ms')));
  }
  return taken.toSorted((a, b) => a - b)[Math.floor(visits / 2)] ?? NaN;
}

interface FrameTimes {
  readonly medianMs: number;
  /** One frame in twenty takes longer. */
  readonly slowMs: number;
}

/** The time between two frames while the page is scrolled. */
async function frameTimes(page: Page): Promise<FrameTimes> {
  return page.evaluate(
    (count) =>
      new Promise<FrameTimes>((resolve) => {
        const spans: number[] = [];
        let beforeMs = performance.now();
        const step = (ms: number): void => {
          spans.push(ms - beforeMs);
          beforeMs = ms;
          scrollBy(0, 40);
          if (spans.length < count) {
            requestAnimationFrame(step);
            return;
          }
          const ordered = spans.toSorted((a, b) => a - b);
          const at = (share: number): number => ordered[Math.floor(count * share)] ?? 0;
          resolve({ medianMs: at(0.5), slowMs: at(0.95) });
        };
        requestAnimationFrame(step);
      }),
    frames,
  );
}

/** The same of a page with nothing but a height: what browser and machine take by themselves. */
async function emptyFrameTimes(page: Page): Promise<FrameTimes> {
  await page.goto('about:blank');
  await page.setContent('<div style="height: 400000px">Empty</div>');
  return frameTimes(page);
}

async function heapBytes(session: CDPSession): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < collections; i += 1) {
    await session.send('HeapProfiler.collectGarbage');
    least = Math.min(least, (await session.send('Runtime.getHeapUsage')).usedSize);
  }
  return least;
}

/** Seconds of CPU that the page's main thread has used; time in which others had the core does not count. */
async function busySeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

/** What a host page costs that is looked at for a minute: share of a core, and growth of the heap. */
async function liveCost(page: Page): Promise<{ cpuPct: number; grownBytes: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.waitForTimeout(settledMs);
  const heap = await heapBytes(session);
  const busy = await busySeconds(session);
  await page.waitForTimeout(watchedMs);
  const cpuPct = (100_000 * ((await busySeconds(session)) - busy)) / watchedMs;
  return { cpuPct, grownBytes: (await heapBytes(session)) - heap };
}

const members = demoMembers.filter(({ name }) => ['web-1', 'db-1'].includes(name));

async function measure(demo: DemoStack): Promise<Figure[]> {
  const rowsMs = await firstRowsMs(demo);
  const chartMs = await firstChartMs(
    demo,
    members.map(({ name }) => name),
  );
  const { cpuPct, grownBytes } = await liveCost(demo.page);
  await giveManyHosts(demo.page, hostCount);
  await demo.page.goto(demo.stack.ready.web);
  await demo.page.getByRole('link', { name: 'h0', exact: true }).waitFor();
  const fleet = await frameTimes(demo.page);
  const empty = await emptyFrameTimes(demo.page);
  return [
    { name: 'first rows of the fleet', value: rowsMs, limit: 700, unit: 'ms' },
    {
      name: `first chart, after the page (median of ${visits} visits)`,
      value: chartMs,
      limit: 500,
      unit: 'ms',
    },
    { name: 'median frame of an empty page', value: empty.medianMs, unit: 'ms' },
    { name: `median frame, ${hostCount} rows live`, value: fleet.medianMs, limit: refreshMs, unit: 'ms' },
    {
      name: 'its 95th percentile; of an empty page',
      value: fleet.slowMs,
      unit: `ms; ${empty.slowMs.toFixed(1)} ms`,
    },
    { name: 'main thread of a live host page', value: cpuPct, limit: 1.5, unit: '% of a core' },
    { name: `growth of the heap in ${watchedMinutes} min`, value: grownBytes / 1e6, limit: 1, unit: 'MB' },
  ];
}

const demo = new DemoStack({ historyMs: 1_200_000, historyStepMs: 10_000, silent: [], members });
try {
  await demo.start();
  for (const { name, value, limit, unit } of await measure(demo)) {
    const holds = limit === undefined || Number(value.toFixed(1)) <= limit;
    const verdict = limit === undefined ? '    ' : holds ? 'pass' : 'FAIL';
    const budget = limit === undefined ? '' : ` (limit ${limit})`;
    process.stdout.write(`${verdict} ${value.toFixed(1).padStart(7)} ${unit}  ${name}${budget}\n`);
    if (!holds) process.exitCode = 1;
  }
} finally {
  await demo.stop();
}
