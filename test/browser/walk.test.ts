// The thirteen tasks that people come with, walked with the mouse, with the keyboard alone, and at the width of a phone.
// Each says how long it took and how many presses it needed; none may take thirty seconds.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { exampleNames } from './example-names.ts';
import { demoMembers } from './demo-fleet/demo-fleet.ts';
import { DemoStack } from './demo-stack.ts';
import { walkTable, type WalkedTask } from './walk-table.ts';
import { Walker, walkModes } from './walker.ts';

const members = demoMembers.filter(({ name }) => ['web-1', 'db-1', 'db-2', 'backup'].includes(name));
const demo = new DemoStack({ historyMs: 26 * 3_600_000, historyStepMs: 60_000, silent: [], members });
const limitMs = 30_000;
const walked: WalkedTask[] = [];

beforeAll(() => demo.start(), 300_000);
afterAll(async () => {
  process.stdout.write(walkTable(walked));
  expect(await demo.stop()).toEqual([]);
});

const page = () => demo.page;
const button = (name: string | RegExp): Locator => demo.page.getByRole('button', { name }).first();
const link = (name: string): Locator => demo.page.getByRole('link', { name }).first();
const text = (words: string | RegExp): Locator => demo.page.getByText(words).first();

/** Opens a host and waits for its charts. */
async function openHost(walker: Walker, name: string): Promise<void> {
  await walker.host(name);
  await text('Disk throughput').waitFor();
}

interface Task {
  readonly name: string;
  readonly walk: (walker: Walker) => Promise<void>;
}

const tasks: readonly Task[] = [
  {
    name: 'the host with the fullest disk',
    walk: async (walker) => {
      await walker.press(button('Fullest disk'));
      expect(await page().locator('tr.host-row a').first().textContent()).toBe('backup');
    },
  },
  {
    name: 'when it will be full',
    walk: async (walker) => {
      await walker.host('backup');
      await text(/full in|does not grow/).waitFor();
    },
  },
  {
    name: "what used the CPU at last night's peak",
    walk: async (walker) => {
      await openHost(walker, 'db-1');
      if (walker.isKeyboard) await walker.keys('5', 'w');
      else {
        await walker.press(button('24 h'));
        await walker.press(button('What happened here'));
      }
      await page().getByRole('dialog').getByText('postgres').first().waitFor();
    },
  },
  {
    name: 'compare two hosts',
    walk: async (walker) => {
      if (walker.mode === 'phone') {
        await openHost(walker, 'db-1');
        await walker.press(button('Compare'));
        await walker.press(button('db-2'));
      } else {
        await walker.press(page().getByLabel('Select db-1'), 'Space');
        await walker.press(page().getByLabel('Select db-2'), 'Space');
        await walker.press(link('Compare'));
      }
      await text('Compared with: db-2').waitFor();
    },
  },
  {
    name: 'compare with yesterday',
    walk: async (walker) => {
      await openHost(walker, 'web-1');
      if (walker.isKeyboard) await walker.keys('c');
      else {
        await walker.press(button('Compare'));
        await walker.press(button('A day earlier'));
      }
      await text('Compared with: a day earlier').waitFor();
    },
  },
  {
    name: 'enrol a host',
    walk: async (walker) => {
      await walker.go('Add hosts', 'h');
      await walker.press(button('Make the line to paste'));
      await text(/hostwire-agent enroll/).waitFor();
    },
  },
  {
    name: 'silence an alert',
    walk: async (walker) => {
      await walker.go('Alerts', 'a');
      await walker.press(button('New silence'));
      await walker.fill(page().getByLabel(/^Host \(/), 'web-1');
      await walker.press(page().getByRole('dialog').getByRole('button', { name: 'Silence' }));
      await text('Silenced: alerts are recorded').waitFor();
    },
  },
  {
    name: 'change a rule and see what it would have done',
    walk: async (walker) => {
      await walker.go('Alerts', 'a');
      await walker.press(link('Rules'));
      await walker.press(
        page().getByRole('row', { name: /above/ }).first().getByRole('button', { name: 'Change' }),
      );
      await walker.fill(page().getByLabel(/^Above/), '5');
      await walker.press(button('What would it have done?'));
      await text(/It would have fired/).waitFor();
    },
  },
  {
    name: 'the numbers behind a chart as SQL, varied',
    walk: async (walker) => {
      await openHost(walker, 'web-1');
      await walker.press(button('SQL of Load'));
      await text(/rows? in/).waitFor();
      await walker.focus(page().locator('.cm-content'));
      await walker.keys('Control+End');
      await walker.type('\nLIMIT 3');
      if (walker.isKeyboard) await walker.keys('Control+Enter');
      else await walker.press(button(/^Run/));
      await text(/^3 rows in/).waitFor();
    },
  },
  {
    name: 'export CSV',
    walk: async (walker) => {
      await walker.go('SQL', 's');
      await walker.press(button('Download'));
      const [file] = await Promise.all([page().waitForEvent('download'), walker.press(button('CSV'))]);
      expect(file.suggestedFilename()).toMatch(/\.csv$/);
    },
  },
  {
    name: 'who else had this at that time',
    walk: async (walker) => {
      await openHost(walker, 'db-1');
      if (walker.isKeyboard) await walker.keys('w');
      else await walker.press(button('What happened here'));
      await text('Other hosts that did the same').waitFor();
    },
  },
  {
    name: 'how long the disk of the collector lasts',
    walk: async (walker) => {
      await walker.go('System', 'y');
      await text('The disk lasts').waitFor();
    },
  },
  {
    name: 'what the fleet looked like at an instant',
    walk: async (walker) => {
      if (walker.isKeyboard) await walker.keys('t');
      else await walker.press(button(/Time travel|Look at an earlier/));
      const instant = new Date(Date.now() - 6 * 3_600_000);
      await walker.fill(page().getByLabel('Exact instant'), instant.toISOString().slice(0, 19));
      await walker.keys('Enter');
      await text(/In the past|Past/).waitFor();
      await text(/[56] h( \d+ min)? ago/).waitFor();
    },
  },
];

describe.each(walkModes)('with the %s', (mode) => {
  beforeAll(() =>
    demo.page.setViewportSize(mode === 'phone' ? { width: 390, height: 844 } : { width: 1440, height: 900 }),
  );

  test.each(tasks)('$name', async ({ name, walk }) => {
    await demo.open('/', 'web-1');
    const walker = new Walker(demo.page, mode);
    const beganMs = performance.now();
    await walk(walker);
    const ms = performance.now() - beganMs;
    walked.push({ task: name, mode, ms, presses: walker.presses });
    process.stdout.write(`${mode}: ${name} ${(ms / 1_000).toFixed(1)} s\n`);
    expect(ms).toBeLessThan(limitMs);
  });
});

test('every query that ships runs', async () => {
  await demo.open('/sql', 'Busiest hosts');
  const names = await exampleNames(demo.page);
  expect(names.length).toBeGreaterThanOrEqual(20);
  for (const name of names) {
    await demo.page.getByRole('button', { name, exact: true }).click();
    const outcome = demo.page.locator('section[aria-label="Result"] header');
    await demo.page.waitForFunction(() =>
      /rows? in|Failed/.test(
        document.querySelector('section[aria-label="Result"] header')?.textContent ?? '',
      ),
    );
    expect(`${name}: ${await outcome.textContent()}`).not.toMatch(/Failed/);
  }
}, 240_000);
