import { join } from 'node:path';
import { isText, type Reading } from '@hostwire/protocol';
import type { BackgroundGroup, Collected } from '../../sampling/background-group.ts';
import { blankRow, columnPosition, joinRows } from '../../sampling/columns.ts';
import { defaultExclude } from '../../sampling/default-exclude.ts';
import { maxDevices } from '../../sampling/device-columns.ts';
import { Increments } from '../../sampling/increments.ts';
import { NameFilter } from '../../sampling/name-filter.ts';
import type { GroupConfiguration } from '../../sampling/source-settings.ts';
import { listDevices, readAttribute, readCount } from '../files/attribute.ts';
import { KernelText } from '../files/kernel-text.ts';
import { PassingFiles } from '../files/passing-file.ts';
import { textOf } from '../files/text.ts';
import type { BackgroundDefinition } from './definition.ts';

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

/** Collections after which the speed of a link that did not change is asked again: that of a bond changes with its members. */
const speedEvery = 3;

/**
 * Group `link`, from /sys/class/net: the interfaces that group `network` has. Speed and duplex ask the driver, on a thread:
 * when the link changed, and in every third collection.
 */
export class LinkGroup implements BackgroundGroup {
  readonly name = 'link';
  readonly #folder: string;
  readonly #filter: NameFilter;
  readonly #files = new PassingFiles();
  readonly #changes = new Increments(1);
  /** Of the last collection, by name. */
  #known: ReadonlyMap<string, LinkState> = new Map();
  #collections = 0;

  constructor({ sysRoot }: { readonly sysRoot: string }) {
    this.#folder = join(sysRoot, 'class/net');
    this.#filter = new NameFilter(defaultExclude.interfaces);
  }

  configure({ filters }: Pick<GroupConfiguration, 'filters'>): void {
    this.#filter.set(filters.interfaces ?? {});
  }

  get resets(): number {
    return this.#changes.resets;
  }

  async collect(): Promise<Collected> {
    const names = listDevices(this.#folder).filter((name) => isText(name) && this.#filter.keeps(name));
    if (this.#collections++ % speedEvery === 0) this.#known = new Map();
    const links: LinkState[] = [];
    for (const name of names.slice(0, maxDevices)) {
      const link = await this.#readLink(name);
      if (link.state !== '') links.push(link); // without: bonding_masters, or an interface that went meanwhile
    }
    this.#known = new Map(links.map((link) => [link.name, link]));
    return { readings: links.length === 0 ? {} : { link: this.#reading(links) }, issues: [] };
  }

  forget(): void {
    this.#changes.forget();
    this.#collections = 0;
  }

  close(): void {
    // no file stays open
  }

  /** A link that is down has neither speed nor duplex. */
  async #readLink(name: string): Promise<LinkState> {
    const of = (attribute: string) => join(this.#folder, name, attribute);
    const state = textOf(this.#files.read(of('operstate')) ?? Buffer.alloc(0)).trim();
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

export const linkGroup: BackgroundDefinition = {
  create: ({ sysRoot }) => new LinkGroup({ sysRoot }),
  firstAfterMs: 0,
  whyAbsent: { link: 'no interface, or filters leave out all' },
};
