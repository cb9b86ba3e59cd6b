import type { Locator, Page } from 'playwright-core';

/** How somebody goes through the pages. */
export const walkModes = ['mouse', 'keyboard', 'phone'] as const;
export type WalkMode = (typeof walkModes)[number];

/** Nobody presses Tab more often than that to reach something. */
const maxTabs = 150;

/**
 * Presses what people press, and counts it: a pointer's clicks and letters that are typed, or keys alone. With the
 * keyboard an element is reached by Tab from where the focus is, or by a key of the product; never by the test.
 */
export class Walker {
  readonly mode: WalkMode;
  presses = 0;
  readonly #page: Page;

  constructor(page: Page, mode: WalkMode) {
    this.#page = page;
    this.mode = mode;
  }

  get isKeyboard(): boolean {
    return this.mode === 'keyboard';
  }

  /** Presses a button, link, box or choice. */
  async press(target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await target.waitFor();
    if (!this.isKeyboard) {
      await target.click();
      this.presses += 1;
      return;
    }
    await this.#reach(target);
    await this.keys(key);
  }

  /** Goes into something that takes letters. */
  async focus(target: Locator): Promise<void> {
    await target.waitFor();
    if (this.isKeyboard) return this.#reach(target);
    await target.click();
    this.presses += 1;
  }

  /** Types into a field in the place of what is in it. */
  async fill(target: Locator, text: string): Promise<void> {
    await this.focus(target);
    await target.fill(text);
    this.presses += 1;
  }

  /** Keys, one after the other. */
  async keys(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
    this.presses += keys.length;
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
    this.presses += 1;
  }

  /** Goes to a page by the navigation, or by its two keys. */
  async go(name: string, key: string): Promise<void> {
    if (this.isKeyboard) return this.keys('g', key);
    await this.press(this.#page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }));
  }

  /** Opens a host from the fleet, by its link or by name. */
  async host(name: string): Promise<void> {
    if (!this.isKeyboard) return this.press(this.#page.getByRole('link', { name, exact: true }).first());
    await this.keys('Control+k');
    await this.type(name);
    await this.keys('Enter');
  }

  async #reach(target: Locator): Promise<void> {
    const handle = await target.elementHandle();
    for (let tabs = 0; tabs <= maxTabs; tabs += 1) {
      const isReached = await this.#page.evaluate((wanted) => {
        const root = wanted.getRootNode(); // the SQL editor has one of its own
        return root instanceof Document || root instanceof ShadowRoot ? root.activeElement === wanted : false;
      }, handle);
      if (isReached) return;
      await this.keys('Tab');
    }
    throw new Error(`"${(await target.textContent()) ?? ''}" cannot be reached by Tab`);
  }
}
