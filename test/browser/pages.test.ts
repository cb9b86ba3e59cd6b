// Every page in both themes and at the width of a phone: nothing fails, nothing overflows, axe finds nothing serious;
// and what pages show while they load, when there is nothing, when the collector does not answer, and of 10,000 hosts.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoMembers } from './demo-fleet/demo-fleet.ts';
import { DemoStack } from './demo-stack.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const members = demoMembers.filter(({ name }) => ['web-1', 'db-1', 'build-1'].includes(name));
const demo = new DemoStack({ historyMs: 1_200_000, historyStepMs: 10_000, silent: ['build-1'], members });

const pages = [
  { path: '/', text: 'db-1' },
  { path: '/?view=map&group=role', text: 'Coloured by CPU' },
  { path: '/hosts/db-1', text: 'Disk throughput' },
  { path: '/sql', text: 'Busiest hosts, last 5 minutes' },
  { path: '/alerts', text: /No alert is firing|Acknowledge/ },
  { path: '/alerts?tab=history', text: 'History' },
  { path: '/alerts?tab=rules', text: 'Ships with Hostwire' },
  { path: '/alerts?tab=silences', text: 'Nothing is silenced' },
  { path: '/alerts?tab=channels', text: 'Nobody is told yet' },
  { path: '/boards', text: 'side by side' },
  { path: '/enrolment', text: 'A new host' },
  { path: '/system', text: 'Samples on disk' },
  { path: '/account', text: 'Second factor' },
  { path: '/users', text: 'Invite somebody' },
  { path: '/audit-log', text: 'login_link.create' },
] as const;

beforeAll(() => demo.start(), 240_000);
afterAll(async () => {
  expect(await demo.stop()).toEqual([]);
});

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

declare global {
  interface Window {
    axe: { run: (options: object) => Promise<{ violations: Finding[] }> };
  }
}

/** What axe calls serious or critical. It is run by the driver: the page's policy forbids scripts from elsewhere. */
async function seriousFindings(): Promise<string[]> {
  await demo.page.evaluate(axeSource);
  const violations = await demo.page.evaluate(async () => {
    return (await window.axe.run({ resultTypes: ['violations'] })).violations;
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 160)} (${nodes[0]!.failureSummary})`);
}

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  test.each(pages)('$path has no serious finding', async ({ path, text }) => {
    await demo.page.setViewportSize({ width: 1440, height: 900 });
    await demo.page.emulateMedia({ colorScheme });
    await demo.open(path, text);
    expect(await seriousFindings()).toEqual([]);
  });
});

test.each(pages)('$path fits a phone', async ({ path, text }) => {
  await demo.page.setViewportSize({ width: 390, height: 844 });
  await demo.open(path, text);
  const width = await demo.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});

describe('states of the fleet page', () => {
  const api = /\/api\/v1\/(hosts|alerts|live)(\?|$)/;

  afterAll(() => demo.page.unroute(api));

  test('loading, failing, and loading again', async () => {
    let answers: 'later' | 'fail' | 'pass' = 'later';
    const waiting: (() => void)[] = [];
    await demo.page.route(api, async (route) => {
      // The live stream would bring the fleet back by itself, before the button is pressed.
      if (new URL(route.request().url()).pathname.endsWith('/live')) return route.abort();
      if (answers === 'later') await new Promise<void>((resolve) => waiting.push(resolve));
      if (answers === 'fail')
        return route.fulfill({
          status: 503,
          json: { error: { code: 'AWAY', message: 'The database is away.' } },
        });
      return route.continue();
    });
    await demo.page.goto(demo.stack.ready.web);
    await demo.page.getByLabel('Loading the fleet').waitFor();
    answers = 'fail';
    for (const answer of waiting) answer();
    await demo.page.getByText('The database is away.').waitFor();
    answers = 'pass';
    await demo.page.getByRole('button', { name: 'Try again' }).click();
    await demo.page.getByRole('link', { name: 'db-1' }).first().waitFor();
    await demo.page.unroute(api);
  });

  test('an empty fleet gives the line that enrols and starts', async () => {
    await demo.page.route(api, (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname.endsWith('/live')) return route.abort();
      return route.fulfill({ json: pathname.endsWith('/hosts') ? { hosts: [] } : { alerts: [] } });
    });
    await demo.page.goto(demo.stack.ready.web);
    await demo.page.getByRole('button', { name: 'Make the line to paste' }).click();
    await demo.page.getByText(/hostwire-agent enroll .* && npx hostwire-agent run$/).waitFor();
    await demo.page.unroute(api);
  });

  test('ten thousand hosts are some rows, and one canvas', async () => {
    const answer = await demo.page.evaluate(
      async () => (await fetch('/api/v1/hosts')).json() as Promise<unknown>,
    );
    const [one] = (answer as { hosts: Record<string, unknown>[] }).hosts;
    const hosts = Array.from({ length: 10_000 }, (_, i) => ({
      ...one,
      host: `h${i}`,
      displayName: '',
      agentId: `a${i}`,
    }));
    await demo.page.route(api, (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname.endsWith('/live')) return route.abort();
      return route.fulfill({ json: pathname.endsWith('/hosts') ? { hosts } : { alerts: [] } });
    });
    await demo.page.setViewportSize({ width: 1440, height: 900 });
    await demo.page.goto(demo.stack.ready.web);
    await demo.page.getByRole('link', { name: 'h0', exact: true }).waitFor();
    expect(await demo.page.locator('tr.host-row').count()).toBeLessThan(80);
    await demo.page.getByRole('button', { name: 'Heat map' }).click();
    await demo.page.getByLabel(/Heat map of 10000 hosts/).focus();
    await demo.page.keyboard.press('ArrowRight');
    await demo.page.keyboard.press('ArrowRight');
    await demo.page.keyboard.press('Enter');
    await demo.page.waitForURL(/\/hosts\/h1$/);
    await demo.page.unroute(api);
  });
});

test('an empty page of dashboards offers some, and one of them is opened', async () => {
  await demo.open('/boards', 'Begin with one of these');
  await demo.page.getByRole('button', { name: 'Open “Hosts side by side”' }).click();
  await demo.page.getByRole('heading', { name: 'db-1: CPU' }).waitFor();
  await demo.open('/boards', 'Hosts side by side');
  expect(await demo.page.getByText('Begin with one of these').count()).toBe(0);
  await demo.page.getByRole('button', { name: 'Remove' }).click();
});

test('a dashboard is shared with everybody, changed for all, copied, and removed', async () => {
  const button = (name: string | RegExp) => demo.page.getByRole('button', { name });
  const panel = { kind: 'query', title: 'One', sql: 'SELECT 1 AS one', isWide: false };
  const board = JSON.stringify({ name: 'Shop', range: '1h', panels: [panel] });
  await demo.open(`/boards?${new URLSearchParams({ board })}`, 'in this browser');
  await button('Share with everybody').click();
  await demo.page.waitForURL(/shared=Shop/);
  await demo.page.getByText('shared; changed by').waitFor();
  await demo.page.getByRole('button', { name: 'Panel', exact: true }).click();
  await button('Full width').click();
  await demo.page.getByText('Changed for everybody').waitFor();
  await button('6 h').click(); // its range is everybody's own
  await demo.page.reload();
  await demo.page.locator('.board-panel.wide').waitFor();
  expect(await button('1 h').getAttribute('aria-pressed')).toBe('true');
  await button('Copy to this browser').click();
  await demo.page.waitForURL(/name=Shop/);
  await demo.open('/boards', 'Shared with everybody');
  await button('Remove').first().click();
  await demo.page.getByText('Shop is removed for everybody').waitFor();
  await demo.page.getByRole('heading', { name: 'Shared with everybody' }).waitFor({ state: 'detached' });
  await button('Remove').click();
  await demo.page.getByText('Begin with one of these').waitFor();
});

test('what is typed over a query replaces all of it', async () => {
  await demo.open('/sql', 'Busiest hosts, last 5 minutes');
  const query = demo.page.getByLabel('Query', { exact: true });
  await query.getByText('SELECT').first().waitFor();
  await demo.page.keyboard.press('Control+A');
  await demo.page.keyboard.type('SELECT 7');
  expect(await query.innerText()).toBe('SELECT 7');
  // Whatever else is edited, the browser is to write no inline style: the last test of this file looks.
  await demo.page.keyboard.type(',\n  (x[1]) FROM c');
  for (const keys of [
    'Enter',
    'Shift+ArrowUp',
    'Delete',
    'Home',
    'Backspace',
    'Control+Shift+ArrowLeft',
    '(',
  ])
    await demo.page.keyboard.press(keys);
  await demo.page.keyboard.press('Control+A');
  await demo.page.keyboard.insertText('SELECT\n8');
  expect(await query.innerText()).toBe('SELECT\n8');
});

describe('what is true of every minute', () => {
  test('a silent host is never said to be live', async () => {
    await demo.page.setViewportSize({ width: 1440, height: 900 });
    await demo.open('/hosts/build-1', 'Host is silent');
    expect(await demo.page.locator('.top-bar').getByText('Live', { exact: true }).count()).toBe(0);
  });

  test('an unknown host says so at once', async () => {
    await demo.page.goto(new URL('/hosts/nobody', demo.stack.ready.web).href);
    await demo.page.getByText('No host is called “nobody”').waitFor({ timeout: 5_000 });
  });

  test('no script error and nothing blocked by the content security policy', () => {
    const expected = /status of (404|503)|net::ERR_FAILED/;
    expect(demo.problems.filter((problem) => !expected.test(problem))).toEqual([]);
  });
});
