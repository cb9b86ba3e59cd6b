import { agentPath, encodeEnrollRequest, enrollPath, parseToken } from '@hostwire/protocol';
import type { Random } from '../../chaos/random.ts';
import { authorizationFor, upgradeRequest } from '../attack-agents.ts';
import { caseOf, textAt, type Case } from '../case.ts';
import { describeHttp, exchange, openTcp, openTls } from '../exchange.ts';
import { hostileText, randomBytes } from '../hostile-values.ts';
import { mutate } from '../mutate.ts';
import { ordinaryPace, Violation, type Target } from '../target.ts';
import type { World } from '../world.ts';

/** So much of a credential has to be there for it to open anything; its last letter holds bits that mean nothing. */
const meaningless = 1;

/** Cookies of sessions, valid and nearly valid: only a valid one lets a client in. */
export function cookiesTarget({ webPort, callers }: World): Target {
  const sound = callers
    .filter(({ header: [name] }) => name === 'Cookie')
    .map(({ header: [, value] }) => value);
  return {
    name: 'cookies',
    pace: ordinaryPace,
    generate: (random) => caseOf(...cookieHeaders(random, sound.length)),
    play: async (attack) => {
      const cookies = attack.map((_, at) => line(withSecrets(textAt(attack, at), sound)));
      const headers = cookies.map((cookie) => `cookie: ${cookie}\r\n`).join('');
      const head = `GET /api/v1/session HTTP/1.1\r\nhost: 127.0.0.1:${webPort}\r\nconnection: close\r\n${headers}\r\n`;
      const words = describeHttp(await exchange(await openTcp(webPort), [Buffer.from(head, 'latin1')]));
      if (words.startsWith('200')) requireWhole(cookies.join('\n'), sound.map(valueOf));
      return words;
    },
  };
}

function valueOf(cookie: string): string {
  return cookie.slice(cookie.indexOf('=') + 1);
}

/** With `{n}` for the n-th sound cookie, so that a case holds in another run, too. */
function cookieHeaders(random: Random, count: number): string[] {
  const sound = `{${random.between(0, count - 1)}}`;
  const text = hostileText(random).slice(0, 400);
  const one = random.pick([
    sound,
    `${sound}x`,
    `${sound}; ${sound}`,
    `a=b; ${sound}; hostwire_session=${text}`,
    `hostwire_session=${text}`,
    `hostwire_session="${text}"`,
    `hostwire_session=${Buffer.from(randomBytes(random, 64)).toString('hex')}.${text}`,
    `hostwire_session=.`,
    `HOSTWIRE_SESSION=${text}`,
    `${'a=b; '.repeat(500)}${sound}`,
    `=${sound}`,
  ]);
  return random.next() < 0.1 ? [one, `hostwire_session=${text}`] : [mutatedText(one, random)];
}

/** API tokens, enrolment tokens and signatures of agents, all of them nearly right. */
export function tokensTarget(world: World): Target {
  const bearers = world.callers
    .filter(({ header: [name] }) => name === 'Authorization')
    .map(({ header: [, value] }) => value);
  return {
    name: 'tokens',
    pace: ordinaryPace,
    generate: (random) => {
      const kind = random.pick(['api', 'enrol', 'agent']);
      const place = kind === 'api' ? `{${random.between(0, bearers.length - 1)}}` : '{0}';
      const text = random.next() < 0.3 ? `Bearer ${hostileText(random)}` : place;
      return caseOf(
        kind,
        mutatedText(text, random),
        `${random.between(0, 400)}`,
        `${random.between(1, 255)}`,
      );
    },
    play: (attack) => {
      const kind = textAt(attack, 0);
      if (kind === 'enrol') return playEnrolment(world, attack);
      return kind === 'agent' ? playSignature(world, attack) : playBearer(world, attack, bearers);
    },
  };
}

async function playBearer({ webPort }: World, attack: Case, sound: readonly string[]): Promise<string> {
  const value = line(damaged(withSecrets(textAt(attack, 1), sound), attack));
  const head = `GET /api/v1/session HTTP/1.1\r\nhost: 127.0.0.1:${webPort}\r\nconnection: close\r\nauthorization: ${value}\r\n\r\n`;
  const words = describeHttp(await exchange(await openTcp(webPort), [Buffer.from(head, 'latin1')]));
  if (words.startsWith('200'))
    requireWhole(
      value,
      sound.map((each) => each.slice('Bearer '.length)),
    );
  return `api ${words}`;
}

/** A request of enrolment with one byte of it changed. */
async function playEnrolment({ gatewayPort, enrolmentToken }: World, attack: Case): Promise<string> {
  const { id, secret } = parseToken(enrolmentToken);
  const bytes = encodeEnrollRequest({
    tokenId: id,
    tokenSecret: secret,
    publicKey: new Uint8Array(32).fill(7),
    machineHash: 'ab'.repeat(32),
    hostname: 'forged',
    agentVersion: '0.1.0',
    signature: new Uint8Array(64).fill(1),
  });
  const body = Buffer.from(damaged(Buffer.from(bytes).toString('latin1'), attack), 'latin1');
  const head = `POST ${enrollPath} HTTP/1.1\r\nhost: collector\r\ncontent-type: application/x-protobuf\r\ncontent-length: ${body.length}\r\n\r\n`;
  const words = describeHttp(await exchange(await openTls(gatewayPort), [Buffer.from(head), body]));
  if (words.startsWith('200')) throw new Violation('a host was enrolled without a signature');
  return `enrol ${words}`;
}

/** The signature of an agent with one byte changed, or of another connection. */
async function playSignature({ gatewayPort, agents }: World, attack: Case): Promise<string> {
  return agents.with(async ({ credentials }) => {
    const [socket, other] = [await openTls(gatewayPort), await openTls(gatewayPort)];
    const sound = authorizationFor(other, credentials);
    other.destroy();
    const value = line(damaged(withSecrets(textAt(attack, 1), [sound]), attack));
    const words = describeHttp(await exchange(socket, [Buffer.from(upgradeRequest(value), 'latin1')]));
    if (words.startsWith('101'))
      throw new Violation(`the signature of another connection opened ${agentPath}`);
    return `agent ${words}`;
  });
}

/** The byte that the case names, changed as it says. */
function damaged(text: string, attack: Case): string {
  const at = (Number(textAt(attack, 2)) || 0) % Math.max(1, text.length);
  const by = Number(textAt(attack, 3)) || 0;
  const changed = String.fromCharCode((text.charCodeAt(at) ^ by) & 0xff);
  return text === '' ? text : `${text.slice(0, at)}${changed}${text.slice(at + 1)}`;
}

function mutatedText(text: string, random: Random): string {
  if (random.next() < 0.3) return text;
  return Buffer.from(mutate(caseOf(text), random)[0] ?? []).toString('latin1');
}

function withSecrets(text: string, secrets: readonly string[]): string {
  return text.replaceAll(/\{(\d+)\}/g, (whole, at: string) => secrets[Number(at)] ?? whole);
}

/** What would end the header is for the target `http`. */
function line(text: string): string {
  return text.replaceAll(/[\r\n\0]/g, '');
}

function requireWhole(shown: string, secrets: readonly string[]): void {
  if (secrets.some((secret) => shown.includes(secret.slice(0, -meaningless)))) return;
  throw new Violation(`somebody was let in who showed ${JSON.stringify(shown.slice(0, 400))}`);
}
