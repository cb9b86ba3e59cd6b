import { join } from 'node:path';
import { isText, type Reading } from '@hostwire/protocol';
import { listDevices, readAttribute, readCount } from './attribute.ts';
import { blankRow, columnPosition, joinRows } from './columns.ts';
import { maxDevices } from './device-columns.ts';
import { Increments } from './increments.ts';
import { KernelText } from './kernel-text.ts';
import { NameFilter, type NameFilterOptions } from './name-filter.ts';
import { defaultInterfaceExclude } from './network.ts';
import { PassingFiles } from './passing-file.ts';
import type { SurveyFindings, Surveyor } from './survey.ts';

const position = {
  speed: columnPosition('link', 'speed_mbit'),
  carrierChanges: columnPosition('link', 'carrier_changes'),
};

/** What /sys/class/net/INTERFACE tells of a link. */
export interface LinkState {
  readonly name: string;
  /** operstate: up, down, lowerlayerdown, unknown, ... */
  readonly state: string;
  /** full or half; '' where there is no speed. */
  readonly duplex: string;
  /** NaN while the link is down and where there is no speed (a virtual interface). */
  readonly speedMbit: number;
  /** How often the link went up or down since the interface exists. */
  readonly carrierChangesTotal: number;
}

/** Surveys after which the speed of a link that did not change is asked again: that of a bond changes with its members. */
const speedSurveys = 3;

/**
 * Group `link`, from /sys/class/net: the interfaces that group `network` has. Speed and duplex ask the driver, on a thread:
 * when the link changed, and in every third survey.
 */
export class LinkGroup implements Surveyor {
  readonly name = 'link';
  readonly #folder: string;
  readonly #filter: NameFilter;
  readonly #files = new PassingFiles();
  readonly #changes = new Increments(1);
  /** Of the last survey, by name. */
  #known: ReadonlyMap<string, LinkState> = new Map();
  #surveys = 0;

  constructor({ sysRoot, filter }: { readonly sysRoot: string; readonly filter?: NameFilterOptions }) {
    this.#folder = join(sysRoot, 'class/net');
    this.#filter = new NameFilter(defaultInterfaceExclude, filter);
  }

  set filter(filter: NameFilterOptions | undefined) {
    this.#filter.set(filter ?? {});
  }

  get resets(): number {
    return this.#changes.resets;
  }

  async survey(): Promise<SurveyFindings> {
    const names = listDevices(this.#folder).filter((name) => isText(name) && this.#filter.keeps(name));
    if (this.#surveys++ % speedSurveys === 0) this.#known = new Map();
    const links: LinkState[] = [];
    for (const name of names.slice(0, maxDevices)) {
      const link = await this.#readLink(name);
      if (link.state !== '') links.push(link); // without: bonding_masters, or an interface that went meanwhile
    }
    this.#known = new Map(links.map((link) => [link.name, link]));
    return { readings: links.length === 0 ? {} : { link: this.#reading(links) }, troubles: [] };
  }

  forget(): void {
    this.#changes.forget();
    this.#surveys = 0;
  }

  close(): void {
    // no file stays open
  }

  /** A link that is down has neither speed nor duplex. */
  async #readLink(name: string): Promise<LinkState> {
    const of = (attribute: string) => join(this.#folder, name, attribute);
    const state = this.#files.read(of('operstate'))?.toString('latin1').trim() ?? '';
    const changes = this.#files.read(of('carrier_changes'));
    const carrierChangesTotal = changes === undefined ? NaN : new KernelText(changes).number();
    const known = this.#known.get(name);
    if (known?.state === state && known.carrierChangesTotal === carrierChangesTotal) return known;
    const mayHaveSpeed = state === 'up' || state === 'unknown';
    const speedMbit = mayHaveSpeed ? await readCount(of('speed')) : NaN;
    const duplex = (Number.isNaN(speedMbit) ? undefined : await readAttribute(of('duplex'))) ?? '';
    return { name, state, duplex, speedMbit, carrierChangesTotal };
  }

  #reading(links: readonly LinkState[]): Reading {
    const devices = links.map(({ name }) => name);
    const totals = Float64Array.from(links, ({ carrierChangesTotal }) => carrierChangesTotal);
    const changes = this.#changes.since(devices, totals);
    const rows = links.map(({ speedMbit }, i) => {
      const row = blankRow('link');
      row[position.speed] = speedMbit;
      if (changes.measured[i] === 1) row[position.carrierChanges] = changes.values[i]!;
      return row;
    });
    const labels = { state: links.map(({ state }) => state), duplex: links.map(({ duplex }) => duplex) };
    return { devices, labels, values: joinRows(rows) };
  }
}
