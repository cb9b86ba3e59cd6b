import type { Page } from 'playwright-core';
import { waitFor } from '../harness/wait.ts';

/** What pages offer to somebody, and which of their requests were refused. */
export interface Offers {
  /** `METHOD path` of what was answered with 403. */
  readonly refused: readonly string[];
  /** Names of all links and buttons. */
  readonly offers: readonly string[];
}

/** Begins with the fleet and a host, and opens every page that a link leads to, and every menu and selection on it. */
export async function walkEverywhere(page: Page): Promise<Offers> {
  const refused: string[] = [];
  const offers = new Set<string>();
  const pending = new Set<unknown>();
  const isStream = (url: string): boolean => new URL(url).pathname.endsWith('/live');
  page.on('request', (request) => isStream(request.url()) || pending.add(request));
  page.on('requestfinished', (request) => pending.delete(request));
  page.on('requestfailed', (request) => pending.delete(request));
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (response.status() === 403) refused.push(`${response.request().method()} ${pathname}`);
  });
  const start = new URL(page.url());
  const queue = [start.pathname, '/hosts/db-1?range=1h'];
  const seen = new Set(queue.map(placeOf));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    await page.goto(new URL(next, start).href);
    await page.locator('main').waitFor();
    await settled(pending);
    await unfold(page);
    for (const name of await namesOf(page)) offers.add(name);
    for (const href of await linksOf(page)) {
      const place = placeOf(href);
      if (seen.has(place)) continue;
      seen.add(place);
      queue.push(href);
    }
  }
  return { refused, offers: [...offers] };
}

/** A page counts once, whatever else is in its address than the tab. */
function placeOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://h');
  return `${pathname} ${searchParams.get('tab') ?? ''}`;
}

/** Nothing is under way any more, twice in a row. */
async function settled(pending: ReadonlySet<unknown>): Promise<void> {
  let quiet = 0;
  await waitFor('a page has all that it asked for', 60_000, () => {
    quiet = pending.size === 0 ? quiet + 1 : 0;
    return quiet > 2;
  });
}

/** Opens what holds offers: the menu, the actions of the first agent, the selection of the first host. */
async function unfold(page: Page): Promise<void> {
  const selections = page.getByLabel(/^Select (?!all)/);
  if ((await selections.count()) > 0) await selections.first().check();
  const menus = page.getByRole('button', { name: /^Actions for/ });
  if ((await menus.count()) > 0) {
    await menus.first().click();
    return;
  }
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
}

async function namesOf(page: Page): Promise<string[]> {
  return page
    .locator('a[href], button')
    .evaluateAll((elements) =>
      elements.map((each) => (each.getAttribute('aria-label') ?? each.textContent).trim()),
    );
}

async function linksOf(page: Page): Promise<string[]> {
  return page
    .locator('a[href^="/"]')
    .evaluateAll((elements) => elements.map((each) => each.getAttribute('href') ?? ''));
}
