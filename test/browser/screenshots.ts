// Takes the pictures of the documentation: `node test/dist/browser/screenshots.js [FOLDER]`. The demo fleet, every page in both
// themes, the most used ones on a phone. With a FOLDER: every page as a whole (PNG), at 1280, 1680 and 390 px, to be looked at.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cloneRoot } from '../harness/clone.ts';
import { DemoStack } from './demo-stack.ts';

const hourMs = 3_600_000;
const board = {
  name: 'Databases',
  range: '6h',
  panels: [
    { kind: 'chart', host: 'db-1', chart: 'cpu', isWide: false },
    { kind: 'chart', host: 'db-2', chart: 'cpu', isWide: false },
    { kind: 'chart', host: 'db-1', chart: 'disk_throughput', isWide: false },
    { kind: 'chart', host: 'db-2', chart: 'disk_throughput', isWide: false },
  ],
};
const sql = `SELECT host, round(avg(busy_pct), 1) AS busy_pct
FROM cpu
WHERE ts > now() - 300
GROUP BY host
ORDER BY busy_pct DESC`;

interface Shot {
  readonly name: string;
  readonly path: string;
  /** On the page when it is there. */
  readonly text: string | RegExp;
  /** Also taken at the width of a phone. */
  readonly onPhone?: boolean;
}

const shots: readonly Shot[] = [
  { name: 'fleet', path: '/', text: 'web-1', onPhone: true },
  { name: 'groups', path: '/?group=role', text: 'web-1' },
  { name: 'heat-map', path: '/?view=map&group=role', text: 'Coloured by CPU', onPhone: true },
  { name: 'host', path: '/hosts/db-1?range=1h&compare=1d', text: 'Disk throughput', onPhone: true },
  { name: 'sql', path: `/sql?${new URLSearchParams({ q: sql, run: '1' })}`, text: /rows in/ },
  {
    name: 'dashboard',
    path: `/boards?${new URLSearchParams({ board: JSON.stringify(board) })}`,
    text: 'db-2',
  },
  { name: 'alerts', path: '/alerts', text: /Acknowledge|No alert/, onPhone: true },
  { name: 'alert-history', path: '/alerts?tab=history', text: 'Lasted' },
  { name: 'alert-rules', path: '/alerts?tab=rules', text: 'Query takes' },
  { name: 'enrolment', path: '/enrolment', text: 'Agent memory' },
  { name: 'system', path: '/system', text: 'Samples on disk' },
  { name: 'status-page', path: '/status', text: 'Availability is', onPhone: true },
];
const themes = ['light', 'dark'] as const;
const settleMs = 3_000;
const quality = 78;
const phone = { width: 390, height: 844 };
/** Of a picture of a whole page: longer ones are cut. */
const maxHeightPx = 5_000;

const demo = new DemoStack({
  historyMs: 26 * hourMs,
  historyStepMs: 60_000,
  silent: ['web-staging'],
  env: {
    HOSTWIRE_WEB_STATUS_PAGE: 'all',
    HOSTWIRE_WEB_STATUS_GROUP: 'role',
    HOSTWIRE_WEB_STATUS_NAMES: 'hide',
  },
});

async function open({ path, text }: Shot, viewport: { width: number; height: number }): Promise<void> {
  await demo.page.setViewportSize(viewport);
  await demo.open(path, text);
  await demo.page.waitForTimeout(settleMs);
}

async function forDocuments(): Promise<void> {
  const folder = join(cloneRoot, 'docs/screens');
  mkdirSync(folder, { recursive: true });
  const save = (name: string) =>
    demo.page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality });
  for (const colorScheme of themes) {
    await demo.page.emulateMedia({ colorScheme });
    for (const shot of shots) {
      await open(shot, { width: 1280, height: 800 });
      await save(`${shot.name}-${colorScheme}`);
      if (shot.name === 'host' && colorScheme === 'light')
        await demo.page.screenshot({ path: join(cloneRoot, 'docs/host.png') });
    }
  }
  await demo.page.emulateMedia({ colorScheme: 'light' });
  for (const shot of shots.filter(({ onPhone }) => onPhone)) {
    await open(shot, phone);
    await save(`${shot.name}-phone`);
  }
}

async function forEyes(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of themes) {
    await demo.page.emulateMedia({ colorScheme });
    for (const viewport of [{ width: 1280, height: 900 }, { width: 1680, height: 1_000 }, phone]) {
      for (const shot of shots) {
        await open(shot, viewport);
        const height = await demo.page.evaluate(() => document.documentElement.scrollHeight);
        await demo.page.screenshot({
          path: join(folder, `${shot.name}-${viewport.width}-${colorScheme}.png`),
          fullPage: true,
          clip: { x: 0, y: 0, width: viewport.width, height: Math.min(height, maxHeightPx) },
        });
      }
    }
  }
}

const given = process.argv[2];
try {
  await demo.start();
  await (given === undefined ? forDocuments() : forEyes(resolve(given)));
} finally {
  await demo.stop();
}
