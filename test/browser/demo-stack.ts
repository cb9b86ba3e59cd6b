import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { killLeftovers } from '../harness/program.ts';
import { Stack } from '../harness/stack.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';
import { DemoFleet, demoMembers, type DemoMember, type DemoOptions } from './demo-fleet/demo-fleet.ts';

/** Nothing that a page does takes so long, on a machine that does other things too. */
const waitLimitMs = 20_000;

export interface DemoStackOptions extends DemoOptions {
  readonly members?: readonly DemoMember[];
  /** Settings of the product. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A stack with the demo fleet and a browser that is signed in; what its pages complained about is kept. */
export class DemoStack {
  readonly stack: Stack;
  readonly problems: string[] = [];
  readonly #folder = makeWorkFolder('demo');
  readonly #fleet: DemoFleet;
  readonly #members: readonly DemoMember[];
  #browser: Browser | undefined;
  #page: Page | undefined;

  constructor({ members = demoMembers, env = {}, ...options }: DemoStackOptions) {
    this.stack = new Stack(this.#folder, { env });
    this.#fleet = new DemoFleet(options);
    this.#members = members;
  }

  get page(): Page {
    if (this.#page === undefined) throw new Error('the demo was not started');
    return this.#page;
  }

  async start(): Promise<void> {
    await this.stack.start();
    await this.#fleet.start(this.stack, this.#members);
    this.#fleet.produce();
    this.#browser = await launchBrowser();
    this.#page = await this.#browser.newPage({ viewport: { width: 1440, height: 900 } });
    this.#page.setDefaultTimeout(waitLimitMs);
    this.#page.on('pageerror', (error) => this.problems.push(error.message));
    this.#page.on('console', (message) => message.type() === 'error' && this.problems.push(message.text()));
    await this.#page.goto(this.stack.ready.loginUrl);
    await this.#page.getByRole('link', { name: this.#members[0]!.name }).first().waitFor();
  }

  /** A second machine uses the identity of a host from now on. */
  clone(name: string): void {
    this.#fleet.clone(name);
  }

  /** Opens a page of the product and waits until `text` is on it. */
  async open(path: string, text: string | RegExp): Promise<void> {
    await this.page.goto(new URL(path, this.stack.ready.web).href);
    await this.page.getByText(text).first().waitFor();
  }

  /** Ends everything; gives what was left running. */
  async stop(): Promise<string[]> {
    await this.#browser?.close();
    this.#fleet.stop();
    await this.stack.stop();
    const left = await killLeftovers();
    removeWorkFolder(this.#folder);
    return left;
  }
}
