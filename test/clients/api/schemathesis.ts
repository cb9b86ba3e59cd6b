import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client, Finding } from '../client.ts';
import type { Instance } from '../instance.ts';
import { install, python, run } from '../toolchain.ts';
import { socketFile } from './document.ts';
import { everyCaller, type ApiCaller } from './session.ts';

/** Answers that no caller may get, whatever is asked. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];
/** They never end, or end the session that asks; frames and sessions have tests of their own. */
const leftOut = [
  '/api/v1/live',
  '/api/v1/session',
  '/api/v1/sessions/{id}/end',
  '/api/v1/keys/sessions/renew',
];
const examplesPerOperation = 12;
const seed = 20_261_130;
const callerLimitMs = 900_000;

export const schemathesis: Client<Instance> = {
  name: 'schemathesis',
  run: async (instance) => {
    const command = join(await python('schemathesis'), '../st');
    await install('schemathesis', { command, args: ['--version'] });
    const findings: Finding[] = [];
    for (const caller of await everyCaller(instance))
      findings.push(...(await asked(instance, { command, caller })));
    return findings;
  },
};

async function asked(
  instance: Instance,
  { command, caller: { name, header } }: { command: string; caller: ApiCaller },
): Promise<Finding[]> {
  const { folder, stack } = instance;
  const [key, value] = header;
  // Who may call a route may not be who may read the document: it is the same for everybody.
  const document = await socketFile(instance, { path: '/api/v1/openapi.json', file: 'openapi.json' });
  const report = join(folder, `schemathesis-${name.replace(' ', '-')}.xml`);
  const args = ['run', document, '--url', stack.ready.web, '--header', `${key}: ${value}`, '--no-color'];
  const effort = ['--max-examples', `${examplesPerOperation}`, '--seed', `${seed}`, '--no-shrink'];
  const reach = ['--phases', 'examples,coverage,fuzzing', '--request-timeout', '30', '--warnings', 'off'];
  const output = ['--report', 'junit', '--report-junit-path', report, '--checks', checks.join(',')];
  const excluded = leftOut.flatMap((path) => ['--exclude-path', path]);
  const options = { cwd: folder, limitMs: callerLimitMs };
  const { code, stdout, stderr } = await run(
    command,
    [...args, ...effort, ...reach, ...output, ...excluded],
    options,
  );
  const found = operationsOf(readFileSync(report, 'utf8')).map((each) => ({
    ...each,
    check: `${name}: ${each.check}`,
  }));
  if (code !== 0 && found.every(({ problem }) => problem === undefined))
    found.push({
      check: `${name}: it runs to its end`,
      problem: `exit ${code}: ${stderr || stdout.slice(-500)}`,
    });
  return found;
}

const testCase = /<testcase name="([^"]*)"[^>]*?(?:\/>|>([^]*?)<\/testcase>)/g;
const failure = /<(?:failure|error)[^>]*message="([^"]*)"/g;

/** Operations of a JUnit report, with what was wrong with each. */
function operationsOf(report: string): Finding[] {
  return [...report.matchAll(testCase)].map(([, name = '', inner = '']) => {
    const problems = [...inner.matchAll(failure)].map(([, message = '']) => unescaped(message).slice(0, 900));
    return { check: unescaped(name), ...(problems.length === 0 ? {} : { problem: problems.join('\n') }) };
  });
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#10': '\n',
  amp: '&',
};

function unescaped(text: string): string {
  return text.replaceAll(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
