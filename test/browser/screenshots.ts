// Takes the pictures of the documentation: `node test/dist/browser/screenshots.js`. The demo fleet, every page, both themes.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cloneRoot } from '../harness/clone.ts';
import { DemoStack } from './demo-stack.ts';

const folder = join(cloneRoot, 'docs/screens');
const hourMs = 3_600_000;
const shots = [
  { name: 'fleet', path: '/', text: 'web-1' },
  { name: 'heat-map', path: '/?view=map&group=role', text: 'Coloured by CPU' },
  { name: 'host', path: '/hosts/db-1?range=1h&compare=1d', text: 'Disk throughput' },
  {
    name: 'sql',
    path: '/sql?q=SELECT%20host%2C%20round(avg(busy_pct)%2C%201)%20AS%20busy_pct%0AFROM%20cpu%0AWHERE%20ts%20%3E%20now()%20-%20300%0AGROUP%20BY%20host%0AORDER%20BY%20busy_pct%20DESC&run=1',
    text: /rows in/,
  },
  { name: 'alerts', path: '/alerts', text: /Acknowledge|No alert/ },
  { name: 'enrolment', path: '/enrolment', text: 'Agent memory' },
  { name: 'system', path: '/system', text: 'Samples on disk' },
] as const;
const settleMs = 4_000;
const quality = 78;

const demo = new DemoStack({ historyMs: 26 * hourMs, historyStepMs: 60_000, silent: ['web-staging'] });
await demo.start();
mkdirSync(folder, { recursive: true });
const { page } = demo;
for (const colorScheme of ['light', 'dark'] as const) {
  await page.emulateMedia({ colorScheme });
  for (const { name, path, text } of shots) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await demo.open(path, text);
    await page.waitForTimeout(settleMs);
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.jpg`), type: 'jpeg', quality });
  }
}
await page.emulateMedia({ colorScheme: 'light' });
await demo.open(shots[2].path, shots[2].text);
await page.waitForTimeout(settleMs);
await page.screenshot({ path: join(cloneRoot, 'docs/host.png') });
await page.setViewportSize({ width: 390, height: 844 });
for (const { name, path, text } of shots.slice(0, 3)) {
  await demo.open(path, text);
  await page.waitForTimeout(settleMs);
  await page.screenshot({ path: join(folder, `${name}-phone.jpg`), type: 'jpeg', quality });
}
await demo.stop();
