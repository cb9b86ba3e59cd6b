// The page of one host: it has its size before its charts are there, and draws what is on screen.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoMembers } from './demo-fleet/demo-fleet.ts';
import { waitFor } from '../harness/wait.ts';
import { DemoStack } from './demo-stack.ts';

const members = demoMembers.filter(({ name }) => ['db-1', 'build-1'].includes(name));
const demo = new DemoStack({ historyMs: 1_200_000, historyStepMs: 10_000, silent: [], members });
const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };

declare global {
  interface Window {
    /** Of everything that moved on screen without anybody's doing. */
    shifts: { sum: number };
  }
}

beforeAll(() => demo.start(), 240_000);
afterAll(async () => {
  expect(await demo.stop()).toEqual([]);
});

describe('a page that is being loaded', () => {
  /** What moved on screen without anybody's doing; 0.1 is what web.dev calls good. */
  const shiftsLimit = 0.02;

  const menu = () => demo.page.getByRole('navigation', { name: 'Sections' });

  test.each([desk, phone])('has its menu from the beginning, and nothing moves ($width px)', async (size) => {
    await demo.page.setViewportSize(size);
    await demo.page.addInitScript(() => {
      const shifts = { sum: 0 };
      window.shifts = shifts;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.sum += (entry as PerformanceEntry & { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const answers = /\/api\/v1\/hosts\/db-1(\/charts|$)/;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await demo.page.route(answers, async (route) => {
      await held;
      return route.continue();
    });
    await demo.page.goto(new URL('/hosts/db-1', demo.stack.ready.web).href);
    await menu().getByText('Processes').waitFor();
    const namesBefore = await menu().getByRole('link').allTextContents();
    const boxBefore = await menu().boundingBox();
    release();
    await demo.page.getByText('postgres').first().waitFor();
    await demo.page.unroute(answers);
    expect(await menu().getByRole('link').allTextContents()).toEqual(namesBefore);
    const box = await menu().boundingBox();
    expect(box!.height).toBe(boxBefore!.height);
    expect(Math.abs(box!.y - boxBefore!.y)).toBeLessThan(2); // a unit beside a number is a part of a pixel higher
    const sum = await demo.page.evaluate(() => window.shifts.sum);
    expect(sum).toBeLessThan(shiftsLimit);
  });

  test('names a section that has no charts, without a link', async () => {
    await demo.page.setViewportSize(desk);
    await demo.open('/hosts/db-1', 'Disk throughput');
    const sensors = menu().getByRole('link', { name: 'Sensors' });
    expect(await sensors.getAttribute('aria-disabled')).toBe('true');
    expect(await menu().getByRole('link', { name: 'Network' }).getAttribute('href')).toBe('#section-network');
  });
});

describe('hints at keys', () => {
  const hints = [/^Keys/, /^Ctrl K$/];

  test('are shown where there is a keyboard, and not where a finger points', async () => {
    await demo.open('/hosts/db-1', 'CPU');
    await demo.page.getByRole('button', { name: 'Menu' }).click();
    for (const hint of hints) expect(await demo.page.getByText(hint).isVisible()).toBe(true);
    const context = demo.page.context();
    const touched = await context.browser()!.newContext({
      ...{ viewport: phone, hasTouch: true, isMobile: true },
      storageState: await context.storageState(),
    });
    try {
      const page = await touched.newPage();
      await page.goto(new URL('/sql', demo.stack.ready.web).href);
      await page.getByRole('button', { name: 'Menu' }).tap();
      await page.getByRole('button', { name: 'Sign out' }).waitFor();
      for (const hint of [...hints, /^Ctrl ↵$/, /^Ctrl\+Enter/])
        expect(await page.getByText(hint).isVisible()).toBe(false);
    } finally {
      await touched.close();
    }
  });
});

describe('charts of a live host', () => {
  /** How often the chart with this title was drawn. */
  const drawn = (title: string): Promise<number> =>
    demo.page
      .locator('article', { has: demo.page.getByRole('heading', { name: title, exact: true }) })
      .locator('canvas')
      .evaluate((canvas) => Number(canvas.dataset['drawn'] ?? 0));
  const drawsAfter = async (title: string, act: () => Promise<unknown>): Promise<boolean> => {
    const before = await drawn(title);
    await act();
    return (await drawn(title)) > before;
  };

  beforeAll(async () => {
    await demo.page.setViewportSize({ width: 1440, height: 900 });
    await demo.page.addInitScript(() => {
      const prototype = CanvasRenderingContext2D.prototype;
      const clear = Reflect.get(prototype, 'clearRect');
      prototype.clearRect = function (...box) {
        const { dataset } = this.canvas;
        dataset['drawn'] = String(Number(dataset['drawn'] ?? 0) + 1);
        clear.apply(this, box);
      };
    });
    await demo.open('/hosts/db-1', 'Not yet acknowledged');
  });

  test('are drawn again while they are on screen, and all of them when the page is printed', async () => {
    const several = (): Promise<void> => demo.page.waitForTimeout(5_000);
    await several(); // the first ones settle
    expect(await drawsAfter('CPU', several)).toBe(true);
    expect(await drawsAfter('Not yet acknowledged', several)).toBe(false);
    expect(await drawsAfter('Not yet acknowledged', () => demo.page.pdf())).toBe(true);
    await demo.page.getByRole('heading', { name: 'Not yet acknowledged' }).scrollIntoViewIfNeeded();
    expect(await drawsAfter('Not yet acknowledged', several)).toBe(true);
    expect(await drawsAfter('CPU', several)).toBe(false);
  }, 60_000);

  test('are painted while they are on screen only', async () => {
    const visibility = (title: string): Promise<string> =>
      demo.page
        .locator('article', { has: demo.page.getByRole('heading', { name: title, exact: true }) })
        .locator('canvas')
        .evaluate((canvas) => getComputedStyle(canvas).visibility);
    await demo.page.evaluate(() => scrollTo(0, 0));
    await waitFor(
      'it is no longer painted',
      5_000,
      async () => (await visibility('Not yet acknowledged')) === 'hidden',
    );
    expect(await visibility('CPU')).toBe('visible');
  });

  test('are all that changes: no text is written again as it was', async () => {
    const rewritten = await demo.page.evaluate(
      (ms) =>
        new Promise<string[]>((resolve) => {
          const found: string[] = [];
          new MutationObserver((records) => {
            for (const { target, oldValue } of records)
              if (target.nodeValue === oldValue) found.push(target.parentElement?.className ?? '');
          }).observe(document, { subtree: true, characterData: true, characterDataOldValue: true });
          setTimeout(() => resolve(found), ms);
        }),
      4_000,
    );
    expect(rewritten).toEqual([]);
  });

  test('show cores as rows of a strip, with what its colours mean', async () => {
    const panel = demo.page.locator('article', { hasText: 'CPU by core' });
    await panel.getByText('0 %100 %').waitFor();
    await panel.getByRole('button', { name: /core 3/ }).waitFor();
  });
});

test('what programs count as deploys is marked, and listed in words', async () => {
  await demo.open('/hosts/build-1?range=15m', 'build-1');
  const marks = demo.page.locator('details', { hasText: /\d marks?/ });
  await marks.locator('summary').click();
  await marks.getByText('Deploy: deploys{app="shop"}').first().waitFor();
});

test('a choice of series is kept on other hosts once it is pinned', async () => {
  const legendOf = (title: string) =>
    demo.page
      .locator('article', { has: demo.page.getByRole('heading', { name: title, exact: true }) })
      .locator('.legend');
  const system = () => legendOf('CPU').getByRole('button', { name: /^system/ });
  await demo.open('/hosts/build-1', 'build-1');
  await legendOf('CPU').getByRole('button', { name: /^user/ }).click();
  await legendOf('CPU').getByRole('button', { name: 'Pin' }).click();
  await demo.open('/hosts/db-1', 'db-1');
  await legendOf('CPU').getByRole('button', { name: 'Pinned' }).waitFor();
  expect(await system().getAttribute('aria-pressed')).toBe('false');
  await legendOf('CPU').getByRole('button', { name: 'Pinned' }).click();
  await demo.page.waitForFunction(
    () => document.querySelectorAll('.legend [aria-pressed="false"]:not(.pin)').length === 0,
  );
});
