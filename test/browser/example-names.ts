import type { Page } from 'playwright-core';

/** The names of the queries that ship, as the SQL page lists them. */
export function exampleNames(page: Page): Promise<string[]> {
  return page.locator('.query-list .menu-item').allTextContents();
}
