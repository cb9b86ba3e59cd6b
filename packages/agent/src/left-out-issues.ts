import type { LeftOut, LeftOutReason } from '@hostwire/protocol';
import type { Clock, Logger } from '@hostwire/runtime';
import type { Issue } from './sources/sampling/source.ts';

const limits = {
  /** Issues at the same time; what comes beyond is counted in one of its own. */
  maxIssues: 50,
  /** Devices that were said in the log. */
  maxLogged: 1000,
  /** An issue is over when nothing was left out for so long: some groups are read every ten minutes at most. */
  holdMs: 600_000,
  maxNameLength: 120,
} as const;

interface Pending {
  readonly issue: Issue;
  readonly seenMs: number;
}

/** What of the samples no batch can hold, as issues: each is in the log once, and in `issues` while it lasts. */
export class LeftOutIssues {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #pending = new Map<string, Pending>();
  readonly #logged = new Set<string>();

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#logger = logger;
  }

  report(leftOut: LeftOut): void {
    const { reason, group, device, column } = leftOut;
    const key = [reason, group, device, column].join('\0');
    const issue = issueOf(leftOut);
    const seenMs = this.#clock.monoMs();
    if (!this.#logged.has(key) && this.#logged.size < limits.maxLogged) {
      this.#logged.add(key);
      this.#logger.warn({ group, device: issue.device, column, code: issue.code }, issue.message);
    }
    const isFull = this.#pending.size >= limits.maxIssues && !this.#pending.has(key);
    if (isFull) this.#pending.set('', { issue: more, seenMs });
    else this.#pending.set(key, { issue, seenMs });
  }

  issues(): readonly Issue[] {
    const oldestMs = this.#clock.monoMs() - limits.holdMs;
    for (const [key, { seenMs }] of this.#pending) if (seenMs < oldestMs) this.#pending.delete(key);
    return [...this.#pending.values()].map(({ issue }) => issue);
  }

  get count(): number {
    return this.#pending.size === 0 ? 0 : this.issues().length;
  }
}

const more: Issue = {
  group: 'agent',
  code: 'MORE_LEFT_OUT',
  message: `more than ${limits.maxIssues} values or devices cannot be stored; the log names them`,
};

const codes: Readonly<Record<LeftOutReason, string>> = {
  value: 'VALUE_IMPOSSIBLE',
  label: 'LABEL_IMPOSSIBLE',
  name: 'NAME_IMPOSSIBLE',
  duplicate: 'DEVICE_TWICE',
  too_many: 'DEVICES_LEFT_OUT',
  shape: 'GROUP_MALFORMED',
  too_large: 'GROUP_TOO_LARGE',
};

function issueOf({ reason, group, device, column }: LeftOut): Issue & { readonly device: string } {
  const name = device.length > limits.maxNameLength ? `${device.slice(0, limits.maxNameLength)}…` : device;
  const shown = JSON.stringify(name);
  const of = device === '' ? '' : ` of ${shown}`;
  const messages: Readonly<Record<LeftOutReason, string>> = {
    value: `${column}${of} is no number that can be stored: the value is missing`,
    label: `${column}${of} is no text that can be stored: it is empty`,
    name: `${shown} is no name that can be stored: the device is left out`,
    duplicate: `${shown} is there twice: the second is left out`,
    too_many: `${shown} is beyond the limit of devices: choose some with a filter`,
    shape: 'the values do not match the devices: the group is left out',
    too_large: 'one sample does not fit into a batch with it: choose devices with a filter',
  };
  return { group, device: name, column, code: codes[reason], message: messages[reason] };
}
