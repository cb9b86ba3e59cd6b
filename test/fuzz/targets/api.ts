import type { Random } from '../../chaos/random.ts';
import type { ApiDocument, ApiOperation } from '../api-document.ts';
import { caseOf, textAt, type Case } from '../case.ts';
import { describeHttp, exchange, openTcp } from '../exchange.ts';
import { hostileText } from '../hostile-values.ts';
import { valueFor } from '../schema-values.ts';
import { ordinaryPace, type Target } from '../target.ts';
import type { World } from '../world.ts';

/** What would end the run or the callers themselves, and is no attack: an administrator may do it. */
const spared = [
  /^\/api\/v1\/session$/,
  /^\/api\/v1\/session\//,
  /^\/api\/v1\/sessions\//,
  /^\/api\/v1\/api-tokens\/\{id\}\/revoke$/,
  /^\/api\/v1\/tokens\/\{id\}\/revoke$/,
  /^\/api\/v1\/users\/\{name\}/,
  /^\/api\/v1\/keys\//,
  /^\/api\/v1\/storage\/backups$/,
  /^\/api\/v1\/agents\/\{agent\}\/(revoke|delete)$/,
];

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operation: ApiOperation;
}

/** Every operation of the OpenAPI document, as everybody, with values that its schemas nearly allow. */
export function apiTarget({ webPort, callers, document }: World): Target {
  const operations = operationsOf(document);
  return {
    name: 'api',
    pace: ordinaryPace,
    generate: (random) => generate({ random, operations, callers: callers.map(({ name }) => name) }),
    play: async (attack) => {
      const [name, line, body] = [0, 1, 2].map((at) => textAt(attack, at));
      if (spared.some((path) => path.test(pathOf(line ?? '', operations)))) return 'spared';
      const header = callers.find((caller) => caller.name === name)?.header ?? ['x-nobody', '1'];
      const length = Buffer.byteLength(body ?? '');
      const content = length === 0 ? '' : `content-type: application/json\r\ncontent-length: ${length}\r\n`;
      const same = `host: 127.0.0.1:${webPort}\r\norigin: http://127.0.0.1:${webPort}\r\n`;
      const head = `${line} HTTP/1.1\r\n${same}${header.join(': ')}\r\nconnection: close\r\n${content}\r\n`;
      const answer = await exchange(await openTcp(webPort), [Buffer.from(head + (body ?? ''))], {
        patienceMs: 3_000,
      });
      return `${pathOf(line ?? '', operations)} ${describeHttp(answer)}`;
    },
  };
}

function operationsOf({ paths }: ApiDocument): Operation[] {
  return Object.entries(paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        operation,
      })),
    )
    .filter(({ path }) => !spared.some((pattern) => pattern.test(path)));
}

/** The path of the document that a request line is for; the line itself is as good as random. */
function pathOf(line: string, operations: readonly Operation[]): string {
  const path = (line.split(' ')[1] ?? '').split('?')[0] ?? '';
  const decoded = path.replaceAll(/%2f/gi, '/');
  if (spared.some((pattern) => pattern.test(templated(decoded)))) return templated(decoded);
  const match = operations.find((each) => patternOf(each.path).test(path));
  return match?.path ?? 'other';
}

function templated(path: string): string {
  return path
    .replace(/^(\/api\/v1\/(?:api-tokens|tokens))\/[^/]*\/revoke$/, '$1/{id}/revoke')
    .replace(/^\/api\/v1\/users\/.+/, '/api/v1/users/{name}')
    .replace(/^\/api\/v1\/agents\/.+\/(revoke|delete)$/, '/api/v1/agents/{agent}/$1');
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]*')}$`);
}

function generate({
  random,
  operations,
  callers,
}: {
  random: Random;
  operations: readonly Operation[];
  callers: readonly string[];
}): Case {
  const { method, path, operation } = random.pick(operations);
  const parameters = operation.parameters ?? [];
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const schema = parameters.find((each) => each.in === 'path' && each.name === name)?.schema ?? {};
    return encodeURIComponent(textOf(valueFor(schema, random))).slice(0, 2_000) || 'x';
  });
  const query = parameters
    .filter((each) => each.in === 'query' && random.next() < 0.6)
    .map(
      ({ name, schema }) =>
        `${name}=${encodeURIComponent(textOf(valueFor(schema ?? {}, random))).slice(0, 2_000)}`,
    );
  const schema = operation.requestBody?.content['application/json']?.schema;
  const body = schema === undefined ? '' : bodyText(valueFor(schema, random), random);
  const search = query.length === 0 ? '' : `?${query.join('&')}`;
  return caseOf(random.pick(callers), `${method} ${filled}${search}`, body);
}

function bodyText(value: unknown, random: Random): string {
  const text = jsonOf(value);
  if (random.next() < 0.9) return text;
  return random.pick([
    text.slice(0, -1),
    `${text}${text}`,
    '['.repeat(20_000),
    `{"__proto__":${text},"constructor":{"prototype":{"a":1}}}`,
    text.replace('{', `{"${hostileText(random).slice(0, 20)}":1,`),
  ]);
}

function textOf(value: unknown): string {
  return (typeof value === 'string' ? value : jsonOf(value)).replaceAll(/[\ud800-\udfff]/g, '?');
}

/** What is absent has no JSON. */
function jsonOf(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value);
}
