// The tasks that people come with, walked with the mouse or the keyboard alone. Each says how long it took and how many
// presses it needed; none may take thirty seconds.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exampleNames } from './example-names.ts';
import { demoMembers } from './demo-fleet/demo-fleet.ts';
import { DemoStack } from './demo-stack.ts';

const members = demoMembers.filter(({ name }) => ['web-1', 'db-1', 'db-2', 'backup'].includes(name));
const demo = new DemoStack({ historyMs: 26 * 3_600_000, historyStepMs: 60_000, silent: [], members });
const limitMs = 30_000;
const walked: { task: string; ms: number; presses: number }[] = [];

beforeAll(() => demo.start(), 300_000);
afterAll(async () => {
  const lines = walked.map(
    ({ task, ms, presses }) => `${(ms / 1_000).toFixed(1).padStart(5)} s ${presses} presses  ${task}`,
  );
  process.stdout.write(`${lines.join('\n')}\n`);
  expect(await demo.stop()).toEqual([]);
});

/** Walks a task from the fleet page on; `walk` gives how many clicks and keys it needed. */
async function task(name: string, walk: () => Promise<number>): Promise<void> {
  await demo.open('/', 'web-1');
  const beganMs = performance.now();
  const presses = await walk();
  const ms = performance.now() - beganMs;
  walked.push({ task: name, ms, presses });
  expect(ms).toBeLessThan(limitMs);
}

const press = (...keys: readonly string[]): Promise<void> =>
  keys.reduce((before, key) => before.then(() => demo.page.keyboard.press(key)), Promise.resolve());

describe('tasks', () => {
  test('the host with the fullest disk, and when it will be full', () =>
    task('fullest disk, and when it is full', async () => {
      await demo.page.getByRole('button', { name: 'Fullest disk' }).click();
      const first = demo.page.locator('tr.host-row a').first();
      expect(await first.textContent()).toBe('backup');
      await first.click();
      await demo.page
        .getByText(/full in|does not grow/)
        .first()
        .waitFor();
      return 2;
    }));

  test('what used the CPU at an instant of last night, by keyboard', () =>
    task('what used the CPU at last night’s peak', async () => {
      await press('Control+k');
      await demo.page.keyboard.type('db-1');
      await press('Enter');
      await demo.page.getByText('Disk throughput').first().waitFor();
      await press('5');
      await press('w');
      await demo.page.getByRole('dialog').getByText('postgres').first().waitFor();
      return 5;
    }));

  test('compare two hosts', () =>
    task('compare two hosts', async () => {
      await demo.page.getByLabel('Select db-1').check();
      await demo.page.getByLabel('Select db-2').check();
      await demo.page.getByRole('link', { name: 'Compare' }).click();
      await demo.page.getByText('Compared with: db-2').waitFor();
      return 3;
    }));

  test('compare with yesterday, by keyboard', () =>
    task('compare with yesterday', async () => {
      await demo.page.getByRole('link', { name: 'web-1' }).focus();
      await press('Enter');
      await demo.page.getByText('Disk throughput').first().waitFor();
      await press('c');
      await demo.page.getByText('Compared with: a day earlier').waitFor();
      return 2;
    }));

  test('enrol a host', () =>
    task('enrol a host', async () => {
      await press('g', 'h');
      await demo.page.getByRole('button', { name: 'Make the line to paste' }).click();
      await demo.page
        .getByText(/hostwire-agent enroll/)
        .first()
        .waitFor();
      return 3;
    }));

  test('the numbers behind a chart as SQL, varied', () =>
    task('the SQL of a chart, varied', async () => {
      await demo.page.getByRole('link', { name: 'web-1' }).click();
      await demo.page.getByRole('button', { name: 'SQL of Load' }).click();
      await demo.page
        .getByText(/rows? in/)
        .first()
        .waitFor();
      await demo.page.keyboard.press('Control+End');
      await demo.page.keyboard.type('\nLIMIT 3');
      await press('Control+Enter');
      await demo.page.getByText(/^3 rows in/).waitFor();
      return 4;
    }));

  test('export CSV', () =>
    task('export CSV', async () => {
      await press('g', 's');
      await demo.page.getByRole('button', { name: 'Download' }).click();
      const [file] = await Promise.all([
        demo.page.waitForEvent('download'),
        demo.page.getByRole('button', { name: 'CSV' }).click(),
      ]);
      expect(file.suggestedFilename()).toMatch(/\.csv$/);
      return 4;
    }));

  test('how long the disk of the collector lasts', () =>
    task('how long the disk of the collector lasts', async () => {
      await press('g', 'y');
      await demo.page.getByText('The disk lasts').waitFor();
      return 2;
    }));

  test('what the fleet looked like at an instant', () =>
    task('the fleet at an earlier instant', async () => {
      await demo.page.getByRole('button', { name: 'Time travel' }).click();
      const instant = new Date(Date.now() - 6 * 3_600_000);
      await demo.page.getByLabel('Exact instant').fill(instant.toISOString().slice(0, 19));
      await demo.page.getByLabel('Exact instant').press('Enter');
      await demo.page.getByText('In the past').waitFor();
      await demo.page
        .getByText(/5 h|6 h/)
        .first()
        .waitFor();
      return 3;
    }));
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
