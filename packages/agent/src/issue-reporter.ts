import { clipText, protocolLimits, type HostIssue, type Issues } from '@hostwire/protocol';
import type { Issue } from './sources/sampling/source.ts';

/** Between looks: collecting issues costs about as much as reading a group. */
const lookMs = 10_000;

/** Sends what cannot be read, or stored, to the collector: when it changed, at most every `lookMs`. */
export class IssueReporter {
  readonly #issues: () => readonly Issue[];
  readonly #send: (frame: Issues) => void;
  /** undefined: nothing yet, so that what a former run said is over. */
  #said: string | undefined;
  #nextMs = 0;

  constructor(issues: () => readonly Issue[], send: (frame: Issues) => void) {
    this.#issues = issues;
    this.#send = send;
  }

  look(monoMs: number): void {
    if (monoMs < this.#nextMs) return;
    this.#nextMs = monoMs + lookMs;
    const issues = this.#issues().slice(0, protocolLimits.maxIssues).map(sendable);
    const said = JSON.stringify(issues);
    if (said === this.#said) return;
    this.#said = said;
    this.#send({ type: 'issues', issues });
  }
}

/** As a frame takes it. */
function sendable({ group, device = '', column = '', code, message }: Issue): HostIssue {
  return {
    group: clipText(group),
    device: clipText(device),
    column: clipText(column),
    code: clipText(code),
    message: clipText(message),
  };
}
