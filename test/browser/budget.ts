// Measures what the pages promise: `node test/dist/browser/budget.js [MINUTES]`, after scripts/page-budget.mjs has weighed
// them. Prints each figure beside its budget and whether it holds; the exit code is 1 when one does not. MINUTES: how long a
// live host page is watched for its CPU and heap.
import type { CDPSession, Page } from 'playwright-core';
import { demoMembers } from './demo-fleet/demo-fleet.ts';
import { DemoStack } from './demo-stack.ts';
import { giveManyHosts } from './many-hosts.ts';

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
}

const hostCount = 10_000;
const watchedMinutes = Number(process.argv[2] ?? 1);
const watchedMs = watchedMinutes * 60_000;
/** What is built once (caches, the first points of charts) is built by then. */
const settledMs = 15_000;
/** One refresh of a screen at 60 Hz: a browser draws no sooner. */
const refreshMs = 16.7;
const frames = 300;

async function firstRowsMs(demo: DemoStack): Promise<number> {
  await demo.page.goto(demo.stack.ready.web);
  await demo.page.locator('tr.host-row').first().waitFor();
  return demo.page.evaluate(() => performance.now());
}

/** From the page's own first content to its first chart. */
async function firstChartMs(demo: DemoStack, host: string): Promise<number> {
  await demo.page.goto(new URL(`/hosts/${host}`, demo.stack.ready.web).href);
  await demo.page.locator('.top-bar').waitFor();
  const pageMs = await demo.page.evaluate(() => performance.now());
  await demo.page.locator('.plot canvas').first().waitFor();
  return (await demo.page.evaluate(() => performance.now())) - pageMs;
}

/** The median time between two frames while the table is scrolled and changes once a second. */
async function medianFrameMs(page: Page): Promise<number> {
  return page.evaluate(
    (count) =>
      new Promise<number>((resolve) => {
        const spans: number[] = [];
        let beforeMs = performance.now();
        const step = (ms: number): void => {
          spans.push(ms - beforeMs);
          beforeMs = ms;
          scrollBy(0, 40);
          if (spans.length < count) requestAnimationFrame(step);
          else resolve(spans.toSorted((a, b) => a - b)[Math.floor(count / 2)] ?? 0);
        };
        requestAnimationFrame(step);
      }),
    frames,
  );
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

/** Seconds in which the page's main thread was at work. */
async function busySeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

/** What a host page costs that is looked at for a minute: share of a core, and growth of the heap. */
async function liveCost(page: Page): Promise<{ cpuPct: number; grownBytes: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.waitForTimeout(settledMs);
  const heap = await heapBytes(session);
  const busy = await busySeconds(session);
  await page.waitForTimeout(watchedMs);
  const cpuPct = (100_000 * ((await busySeconds(session)) - busy)) / watchedMs;
  return { cpuPct, grownBytes: (await heapBytes(session)) - heap };
}

async function measure(demo: DemoStack): Promise<Figure[]> {
  const rowsMs = await firstRowsMs(demo);
  const chartMs = await firstChartMs(demo, 'web-1');
  const { cpuPct, grownBytes } = await liveCost(demo.page);
  await giveManyHosts(demo.page, hostCount);
  await demo.page.goto(demo.stack.ready.web);
  await demo.page.getByRole('link', { name: 'h0', exact: true }).waitFor();
  const frameMs = await medianFrameMs(demo.page);
  return [
    { name: 'first rows of the fleet', value: rowsMs, limit: 700, unit: 'ms' },
    { name: 'first chart, after the page', value: chartMs, limit: 500, unit: 'ms' },
    { name: `median frame, ${hostCount} rows live`, value: frameMs, limit: refreshMs, unit: 'ms' },
    { name: 'main thread of a live host page', value: cpuPct, limit: 1.5, unit: '% of a core' },
    { name: `growth of the heap in ${watchedMinutes} min`, value: grownBytes / 1e6, limit: 1, unit: 'MB' },
  ];
}

const members = demoMembers.filter(({ name }) => ['web-1', 'db-1'].includes(name));
const demo = new DemoStack({ historyMs: 1_200_000, historyStepMs: 10_000, silent: [], members });
try {
  await demo.start();
  for (const { name, value, limit, unit } of await measure(demo)) {
    const holds = Number(value.toFixed(1)) <= limit;
    process.stdout.write(
      `${holds ? 'pass' : 'FAIL'} ${value.toFixed(1).padStart(7)} ${unit}  ${name} (limit ${limit})\n`,
    );
    if (!holds) process.exitCode = 1;
  }
} finally {
  await demo.stop();
}
