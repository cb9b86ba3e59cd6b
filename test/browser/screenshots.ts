// Takes the pictures of the documentation: `node test/dist/browser/screenshots.js [FOLDER] [--only NAME,NAME]`. The demo fleet,
// every page in both themes, the most used ones on a phone. With a FOLDER: every page as a whole (PNG), at 1280, 1680 and
// 390 px, to be looked at.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { cloneRoot } from '../harness/clone.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';
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
  /** Taken by a browser that is not signed in. */
  readonly isSignedOut?: boolean;
  /** Pressed when the page is there. */
  readonly press?: string;
}

const shots: readonly Shot[] = [
  { name: 'fleet', path: '/', text: 'web-1', onPhone: true },
  { name: 'groups', path: '/?group=role', text: 'web-1' },
  { name: 'heat-map', path: '/?view=map&group=role', text: 'Coloured by CPU', onPhone: true },
  { name: 'host', path: '/hosts/db-1?range=1h&compare=1d', text: 'Disk throughput', onPhone: true },
  {
    name: 'what-happened',
    path: '/hosts/db-1?range=1h',
    text: 'Disk throughput',
    press: 'What happened here',
    onPhone: true,
  },
  { name: 'sql', path: `/sql?${new URLSearchParams({ q: sql, run: '1' })}`, text: /rows in/ },
  { name: 'dashboards', path: '/boards', text: 'Begin with one of these' },
  {
    name: 'dashboard',
    path: `/boards?${new URLSearchParams({ board: JSON.stringify(board) })}`,
    text: 'db-2',
    onPhone: true,
  },
  { name: 'alerts', path: '/alerts', text: /Acknowledge|No alert/, onPhone: true },
  { name: 'alert-history', path: '/alerts?tab=history', text: 'Lasted' },
  { name: 'alert-rules', path: '/alerts?tab=rules', text: 'Query takes' },
  { name: 'silences', path: '/alerts?tab=silences', text: 'new kernel' },
  { name: 'channels', path: '/alerts?tab=channels', text: 'Send a test message' },
  { name: 'enrolment', path: '/enrolment', text: 'enrolled', onPhone: true },
  { name: 'accept', path: '/enrolment?accept=cache-2', text: 'Which machine is cache-2?', onPhone: true },
  { name: 'system', path: '/system', text: 'Samples on disk', onPhone: true },
  { name: 'account', path: '/account', text: 'Second factor' },
  { name: 'users', path: '/users', text: 'ann' },
  { name: 'audit-log', path: '/audit-log', text: 'user.add' },
  { name: 'sign-in', path: '/', text: 'Sign in to Hostwire', isSignedOut: true, onPhone: true },
  { name: 'status-page', path: '/status', text: 'Availability is', isSignedOut: true, onPhone: true },
];
const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
const [given] = positionals;
const only = values.only?.split(',');
const wanted = shots.filter(({ name }) => only?.includes(name) ?? true);
const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];
const settleMs = 3_000;
const quality = 72;
/** Generous: pictures are also taken on machines that do other things. */
const waitLimitMs = 120_000;
const phone = { width: 390, height: 844 };
/** Of a picture of a whole page: longer ones are cut. */
const maxHeightPx = 5_000;

const folder = makeWorkFolder('screenshots');
const channels = join(folder, 'alerts.yaml');
writeFileSync(
  channels,
  `channels:
  on-call: { type: webhook, url: 'https://on-call.example.com/hostwire' }
  chat: { type: slack, url: 'https://chat.example.com/hooks/1' }
  mail: { type: email, host: smtp.example.com, from: hostwire@example.com, to: [ops@example.com] }
routes:
  - channels: []
`,
);
const demo = new DemoStack({
  historyMs: 26 * hourMs,
  historyStepMs: 60_000,
  silent: ['web-staging'],
  env: {
    HOSTWIRE_ALERTS_FILE: channels,
    HOSTWIRE_WEB_STATUS_PAGE: 'all',
    HOSTWIRE_WEB_STATUS_GROUP: 'role',
    HOSTWIRE_WEB_STATUS_NAMES: 'hide',
  },
});

/** What people of a small company have done before the pictures are taken. */
async function furnish(): Promise<void> {
  const post = (path: string, body: object): Promise<number> =>
    demo.page.evaluate(
      async ([url, text]) => {
        const headers = { 'content-type': 'application/json' };
        return (await fetch(url, { method: 'POST', headers, body: text })).status;
      },
      [path, JSON.stringify(body)] as const,
    );
  const done = [
    await post('/api/v1/users', { name: 'ann', role: 'administrator', labels: {} }),
    await post('/api/v1/users', { name: 'ben', role: 'operator', labels: {} }),
    await post('/api/v1/users', { name: 'cleo', role: 'viewer', labels: { env: 'staging' } }),
    await post('/api/v1/api-tokens', { name: 'deploy', scopes: ['read', 'alerts'] }),
    await post('/api/v1/silences', {
      host: 'web-staging',
      reason: 'a new kernel is installed',
      untilMs: Date.now() + hourMs,
    }),
    await post('/api/v1/agents/web-2/labels', { set: { team: 'shop' } }),
  ];
  if (done.some((status) => status !== 200)) throw new Error(`not furnished: ${done.join(', ')}`);
  demo.clone('cache-2');
}

type Size = typeof phone;
/** A browser that is not signed in. */
let stranger: Page | undefined;

/** The page of a shot as somebody sees it, until the picture is taken. */
async function open(
  shot: Shot,
  { colorScheme, viewport }: { colorScheme: Theme; viewport: Size },
): Promise<Page> {
  const page = shot.isSignedOut ? stranger! : demo.page;
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(viewport);
  await page.goto(new URL(shot.path, demo.stack.ready.web).href);
  await page.getByText(shot.text).first().waitFor({ timeout: waitLimitMs });
  if (shot.press !== undefined) await page.getByRole('button', { name: shot.press }).click();
  await page.waitForFunction(() => !/\bLoading\b/.test(document.body.innerText), undefined, {
    timeout: waitLimitMs,
  });
  await page.waitForTimeout(settleMs);
  return page;
}

async function forDocuments(): Promise<void> {
  const screens = join(cloneRoot, 'docs/screens');
  if (values.only === undefined) rmSync(screens, { recursive: true, force: true });
  mkdirSync(screens, { recursive: true });
  const save = async (page: Page, name: string): Promise<void> => {
    await page.screenshot({ path: join(screens, `${name}.jpg`), type: 'jpeg', quality });
  };
  const viewport = { width: 1280, height: 800 };
  for (const shot of wanted) {
    for (const colorScheme of themes)
      await save(await open(shot, { colorScheme, viewport }), `${shot.name}-${colorScheme}`);
    if (shot.onPhone)
      await save(await open(shot, { colorScheme: 'light', viewport: phone }), `${shot.name}-phone`);
    if (shot.name !== 'host') continue;
    const page = await open(shot, { colorScheme: 'light', viewport });
    await page.screenshot({ path: join(cloneRoot, 'docs/host.png') });
  }
}

async function forEyes(target: string): Promise<void> {
  mkdirSync(target, { recursive: true });
  for (const colorScheme of themes) {
    for (const viewport of [{ width: 1280, height: 900 }, { width: 1680, height: 1_000 }, phone]) {
      for (const shot of wanted) {
        const page = await open(shot, { colorScheme, viewport });
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.screenshot({
          path: join(target, `${shot.name}-${viewport.width}-${colorScheme}.png`),
          fullPage: true,
          clip: { x: 0, y: 0, width: viewport.width, height: Math.min(height, maxHeightPx) },
        });
      }
    }
  }
}

try {
  await demo.start();
  stranger = await (await demo.page.context().browser()!.newContext()).newPage();
  await furnish();
  await (given === undefined ? forDocuments() : forEyes(resolve(given)));
} finally {
  await demo.stop();
  removeWorkFolder(folder);
}
