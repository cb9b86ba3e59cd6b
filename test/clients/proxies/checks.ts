import { rmSync } from 'node:fs';
import { SecondAgent } from '../../harness/second-agent.ts';
import { check, type Finding } from '../client.ts';
import type { Instance } from '../instance.ts';
import type { Site } from './site.ts';

const streamLimitMs = 20_000;

/** What has to work behind every proxy. */
export async function checkSite(instance: Instance, site: Site): Promise<Finding[]> {
  return [
    await check('a login link sets a secure cookie', () => signsIn(instance, site)),
    await check('the page and each of its files', () => loadsPage(site)),
    await check('the API knows the address of the client', () => knowsClient(site)),
    await check('a client cannot claim an address', () => claimsAddress(site)),
    await check('live data come as they happen', () => streams(site)),
    await check('a query that is quiet for 3 s, and a large answer', () => runsQueries(site)),
    await check('a change from another site is refused', () => refusesOthers(site)),
  ];
}

/** An agent that knows only the proxy. */
export function checkAgents(
  instance: Instance,
  { name, port }: { name: string; port: number },
): Promise<Finding> {
  return check('an agent enrols and delivers through the proxy', async () => {
    const agent = new SecondAgent(instance.folder, name);
    await agent.enroll(instance.stack, { collector: `wss://127.0.0.1:${port}` });
    agent.start();
    try {
      await agent.seen(instance.stack);
    } finally {
      await agent.program.terminate();
      rmSync(agent.stateDir, { recursive: true, force: true });
    }
  });
}

function equal(actual: unknown, expected: unknown): void {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`expected ${wanted}, got ${got}`);
}

async function signsIn({ stack }: Instance, site: Site): Promise<void> {
  const { url } = await stack.json<{ url: string }>(['login']);
  const { status, headers } = await site.signIn(url);
  equal([status, headers.location], [303, `${site.basePath}/`]);
  const cookie = String(headers['set-cookie']);
  equal([cookie.includes('; Secure'), cookie.includes(`; Path=${site.basePath || '/'};`)], [true, true]);
}

async function loadsPage(site: Site): Promise<void> {
  for (const path of ['/', '/hosts/web-1', '/sql?q=1']) {
    const page = await site.ask(path, { headers: { accept: 'text/html' } });
    const files = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file = '']) => file);
    equal([path, page.status, files.length > 3], [path, 200, true]);
    for (const file of files) {
      equal(file.startsWith(`${site.basePath}/`), true);
      equal([file, (await site.ask(file.slice(site.basePath.length))).status], [file, 200]);
    }
  }
}

interface SessionsResponse {
  readonly sessions: readonly { readonly current: boolean; readonly address: string }[];
}

async function ownAddress(
  site: Site,
  headers: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  const { text } = await site.ask('/api/v1/sessions', { headers });
  return (JSON.parse(text) as SessionsResponse).sessions.find(({ current }) => current)?.address;
}

async function knowsClient(site: Site): Promise<void> {
  equal(await ownAddress(site), '127.0.0.1');
}

async function claimsAddress(site: Site): Promise<void> {
  // A login that fails is written down with the address that it is charged to.
  const headers = { 'x-forwarded-for': '203.0.113.77' };
  const statuses = [];
  for (let i = 0; i < 12; i++) statuses.push((await site.ask('/login?token=none', { headers })).status);
  equal(statuses.at(-1), 429);
  const { text } = await site.ask('/api/v1/audit-log?limit=100');
  equal([text.includes('login.refused'), text.includes('203.0.113.77')], [true, false]);
}

async function streams(site: Site): Promise<void> {
  const response = await site.open('/api/v1/live?fleet=1', { headers: { accept: 'text/event-stream' } });
  const watchdog = setTimeout(() => response.destroy(), streamLimitMs);
  let events = 0;
  try {
    for await (const chunk of response) {
      events += String(chunk).split('event: ').length - 1;
      if (events >= 3) return;
    }
  } catch {
    // It was cut off: the count says how far it came.
  } finally {
    clearTimeout(watchdog);
    response.destroy();
  }
  throw new Error(`${events} events came within ${streamLimitMs / 1_000} s, and not 3`);
}

async function runsQueries(site: Site): Promise<void> {
  const quiet = {
    query: 'SELECT sleepEachRow(1) FROM numbers(3) SETTINGS max_block_size = 3',
    format: 'TSV',
  };
  equal((await site.ask('/api/v1/sql', { method: 'POST', body: quiet })).text, '0\n0\n0\n');
  const large = { query: 'SELECT number FROM numbers(900000)', format: 'TSV' };
  const answer = await site.ask('/api/v1/sql', { method: 'POST', body: large });
  equal(answer.text.endsWith('\n899999\n'), true);
}

async function refusesOthers(site: Site): Promise<void> {
  const headers = { origin: 'https://evil.example' };
  const { status, text } = await site.ask('/api/v1/tokens', { method: 'POST', body: {}, headers });
  equal([status, text.includes('ORIGIN_REFUSED')], [403, true]);
}
