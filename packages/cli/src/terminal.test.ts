import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { Command } from 'commander';
import { contracts, routes, type Contract, type Route } from '@hostwire/api';
import type { Transport } from '@hostwire/api/client';
import { sampleOf } from '@hostwire/testing/api';
import { buildProgram } from './program.ts';
import { printJson, safeTerminal } from './terminal.ts';
import { givenTransport } from './testing/given-transport.ts';
import { runCommand, testContext } from './testing/run-command.ts';

/** What would clear a screen, set a title, move back, or turn a line around. */
const hostile = 'a\u001b[2J\u001b]0;owned\u0007\u009b31m\u0000\r\u2028\u202eb\u0085';
const forbidden = /[^\P{Cc}\n\t]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Commands that show no answer of a collector. */
const withoutResponse = [
  'up',
  'collector run',
  'alerts rules lint',
  'storage restore',
  'storage copy',
  'top',
  'completion',
  'manual',
];
/** What stands for the first argument; 'a' for all others. */
const firstArgument: Readonly<Record<string, string>> = {
  'alerts rules apply': fileURLToPath(new URL('./testing/no-rules.yaml', import.meta.url)),
  'boards apply': fileURLToPath(new URL('./testing/board.yaml', import.meta.url)),
  'keys rotate': 'gateway',
};
const moreArguments: Readonly<Record<string, readonly string[]>> = {
  'agents label': ['k=v'],
  'agents rename': ['b'],
  'agents rotate': ['--all'],
  'agents delete': ['--yes'],
  'agents settings': ['a'],
  'alerts silence': ['--host', 'a', '--reason', 'r', '--for', '1h'],
  'storage backup': ['--list'],
  'users role': ['viewer'],
  sql: ['SELECT 1'],
};

/** Every command that does something, with what it needs, as people type it. */
function commandLines(command: Command, before: readonly string[] = []): string[][] {
  return command.commands.flatMap((each) => {
    const words = [...before, each.name()];
    if (each.commands.length > 0) return commandLines(each, words);
    if (withoutResponse.includes(words.join(' '))) return [];
    const line = words.join(' ');
    const isNeeded = each.registeredArguments.some(({ required }) => required);
    const needed = isNeeded ? [firstArgument[line] ?? 'a'] : [];
    return [[...words, ...needed, ...(moreArguments[line] ?? [])]];
  });
}

const lines = commandLines(buildProgram(testContext(givenTransport({})), '0'));

/** Answers every route with what fits its contract, hostile wherever it may be. */
const hostileResponses: Transport = {
  send: async ({ method, path }) => {
    const [address = ''] = path.split('?');
    for (const [noun, verbs] of Object.entries(routes)) {
      for (const [verb, route] of Object.entries<Route>(verbs)) {
        const pattern = new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`);
        if (route.method !== method || !pattern.test(address)) continue;
        const table = new Map<string, object>(Object.entries(contracts));
        const verbsOf = new Map<string, Contract>(Object.entries(table.get(noun) ?? {}));
        const response = verbsOf.get(verb)?.response;
        const text = response === undefined ? hostile : JSON.stringify(sampleOf(response, hostile));
        return { status: 200, header: () => undefined, body: chunks(text) };
      }
    }
    throw new Error(`no route is ${method} ${path}`);
  },
};

/** Byte by byte, so that no character comes in one piece. */
async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  for (const byte of Buffer.from(text)) yield Uint8Array.of(byte);
}

describe('no control sequence of a host, a name or a message reaches a terminal', () => {
  test('there are commands to try', () => {
    expect(lines.length).toBeGreaterThan(12);
  });

  test.each(lines.map((words): [string, string[]] => [words.join(' '), words]))(
    'in hostwire %s',
    async (_, words) => {
      for (const more of [[], ['--json']]) {
        const { out, err } = await runCommand([...words, ...more], {
          transport: hostileResponses,
          shown: true,
        });
        expect(`${out}${err}`).not.toMatch(forbidden);
      }
    },
  );

  test.each(lines.map((words): [string, string[]] => [words.join(' '), words]))(
    'when hostwire %s is refused',
    async (_, words) => {
      const refusal: Transport = {
        send: async () => ({
          status: 400,
          header: () => undefined,
          body: chunks(JSON.stringify({ error: { code: 'QUERY_FAILED', message: hostile } })),
        }),
      };
      const { out, err } = await runCommand([...words, '--json'], { transport: refusal, shown: true });
      expect(`${out}${err}`).toContain('owned');
      expect(`${out}${err}`).not.toMatch(forbidden);
    },
  );
});

test("bytes of a query's answer are left alone on the way to a file", async () => {
  const transport = givenTransport({ 'POST /api/v1/sql': [hostile] });
  expect((await runCommand(['sql', 'SELECT 1'], { transport })).out).toBe(hostile);
});

test('JSON loses nothing: what is no harmless character is escaped', () => {
  let out = '';
  const streams = {
    out: { write: (text: string | Uint8Array) => (out += text.toString()) },
    err: { write: () => 0 },
  };
  printJson(safeTerminal({ ...streams, colours: true, attended: false }), { [hostile]: hostile });
  expect(out).not.toMatch(forbidden);
  expect(JSON.parse(out)).toEqual({ [hostile]: hostile });
});

test('only a heading is bold, and only where there are colours', () => {
  for (const colours of [true, false]) {
    let out = '';
    const streams = {
      out: { write: (text: string | Uint8Array) => (out += text.toString()) },
      err: { write: () => 0 },
    };
    safeTerminal({ ...streams, colours, attended: false }).heading('A\u001b[2J');
    expect(out).toBe(colours ? '\u001b[1mA�[2J\u001b[22m\n' : 'A�[2J\n');
  }
});
