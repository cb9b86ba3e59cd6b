/** What one attack sends: messages in order. What a message is (a record, a frame, a header) is up to the target. */
export type Case = readonly Uint8Array[];

export function caseOf(...texts: readonly string[]): Case {
  return texts.map((text) => Buffer.from(text));
}

/** The message at that place as text; empty when there is none. */
export function textAt(attack: Case, position: number): string {
  return Buffer.from(attack[position] ?? []).toString();
}

/** As one line of a corpus. */
export function formatCase(attack: Case): string {
  return attack.map((message) => Buffer.from(message).toString('base64')).join(',');
}

export function parseCase(line: string): Case {
  return line.split(',').map((message) => Buffer.from(message, 'base64'));
}
