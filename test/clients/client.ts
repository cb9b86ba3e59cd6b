/** What one check of a client found. */
export interface Finding {
  readonly check: string;
  /** undefined: it passed. */
  readonly problem?: string | undefined;
}

/** A program, package or registry that is not here. It is reported and fails nothing. */
export class Missing extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'Missing';
  }
}

/** Something of the world outside that is run against this product. */
export interface Client<Context> {
  readonly name: string;
  /** Throws Missing before anything else when what it needs is not here. */
  run(context: Context): Promise<readonly Finding[]>;
}

/** Runs one check of a client that is written in TypeScript. */
export async function check(name: string, body: () => Promise<void>): Promise<Finding> {
  try {
    await body();
    return { check: name };
  } catch (error) {
    if (error instanceof Missing) throw error;
    return { check: name, problem: error instanceof Error ? error.message : String(error) };
  }
}

const tapLine = /^(ok|not ok) \d+ - (.*)$/;

/** Clients in other languages print the Test Anything Protocol: `ok 1 - NAME`, `not ok 2 - NAME # why`. */
export function findingsOf(tap: string): Finding[] {
  return tap.split('\n').flatMap((line) => {
    const [, verdict, rest = ''] = tapLine.exec(line) ?? [];
    if (verdict === undefined) return [];
    const [name = '', ...why] = rest.split(' # ');
    return [{ check: name, ...(verdict === 'ok' ? {} : { problem: why.join(' # ') || 'failed' }) }];
  });
}
