import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGunzip } from 'node:zlib';
import type { HostSummary } from '@hostwire/api';
import { systemClock } from '@hostwire/runtime';
import { silentLogger, waitFor } from '@hostwire/testing';
import { HandIngest } from '../api/testing/hand-ingest.ts';
import { EventStream, eventText } from './event-stream.ts';
import { LiveHub, liveLimits, type LiveStream } from './live-hub.ts';

/** What a client would have received. */
class Recorder implements LiveStream {
  readonly texts: string[] = [];
  ended = false;
  #onClose: () => void = () => undefined;
  send(text: string): void {
    this.texts.push(text);
  }
  ping(): void {
    this.texts.push('ping');
  }
  end(): void {
    this.ended = true;
    this.close();
  }
  onClose(listener: () => void): void {
    this.#onClose = listener;
  }
  close(): void {
    this.#onClose();
  }
}

let hub: LiveHub;
let reads: number;
let hosts: HostSummary[];
const summaryOf = (host: string) => ({ host, cpuSpark: [] as (number | null)[] }) as HostSummary;
let fails: boolean;
let watched: (string | undefined)[];
let ingest: HandIngest;

beforeEach(async () => {
  reads = 0;
  ingest = new HandIngest();
  hosts = [];
  fails = false;
  watched = [];
  hub = new LiveHub({
    ingest,
    clock: systemClock,
    logger: silentLogger,
    fleetEveryMs: 20,
    pingEveryMs: 20,
    readFleet: async () => {
      reads += 1;
      if (fails) throw new Error('database away');
      return { hosts, alerts: [] };
    },
    watch: (host) => {
      watched.push(host);
      return () => watched.splice(watched.indexOf(host), 1);
    },
  });
  await hub.start();
});
afterEach(() => hub.stop());

const watchFleet = (allowed = () => true): Recorder => {
  const stream = new Recorder();
  hub.add({ stream, host: undefined, allowed });
  return stream;
};
const countOf = (stream: Recorder, event: string): number =>
  stream.texts.filter((text) => text.startsWith(`event: ${event}\n`)).length;

describe('the fleet', () => {
  test('is sent whole once and then in changes, the same to everybody', async () => {
    const streams = [watchFleet(), watchFleet(), watchFleet()];
    const all = (event: string, count: number) => () =>
      streams.every((stream) => countOf(stream, event) === count);
    await waitFor('the snapshots', all('fleet', 1));
    await waitFor('rounds without a change', () => reads >= 5);
    expect(streams.map((stream) => countOf(stream, 'changes'))).toEqual([0, 0, 0]);
    hosts = [summaryOf('web1')];
    await waitFor('the change', all('changes', 1));
    const late = watchFleet();
    await waitFor('a snapshot for who comes later', () => countOf(late, 'fleet') === 1);
    expect(late.texts.join()).toContain('web1');
    expect(streams.map((stream) => countOf(stream, 'fleet'))).toEqual([1, 1, 1]);
  });

  test('is not looked at while nobody watches it', async () => {
    const stream = watchFleet();
    await waitFor('the snapshot', () => countOf(stream, 'fleet') === 1);
    stream.close();
    const readsThen = reads;
    const watcher = new Recorder();
    hub.add({ stream: watcher, host: 'h', allowed: () => true });
    await waitFor('pings', () => watcher.texts.length >= 5); // five rounds' time
    expect(reads).toBeLessThanOrEqual(readsThen + 1);
    const next = watchFleet();
    await waitFor('it goes on for the next', () => countOf(next, 'fleet') === 1);
  });

  test('is read again after a failure', async () => {
    fails = true;
    const stream = watchFleet();
    await waitFor('failures', () => reads >= 3);
    expect(countOf(stream, 'fleet')).toBe(0);
    fails = false;
    await waitFor('an event', () => countOf(stream, 'fleet') > 0);
  });
});

test('clients beyond the limit are refused, and have room when others leave', async () => {
  const streams = Array.from({ length: liveLimits.maxClients }, () => {
    const stream = new Recorder();
    hub.assertRoom();
    hub.add({ stream, host: 'h', allowed: () => true });
    return stream;
  });
  expect(() => hub.assertRoom()).toThrow(expect.objectContaining({ code: 'LIVE_FULL', retryable: true }));
  streams[0]!.close();
  hub.assertRoom();
  expect(hub.clients).toBe(liveLimits.maxClients - 1);
});

test('says what is being watched, until the page closes', () => {
  const [host, fleet] = [new Recorder(), watchFleet()];
  hub.add({ stream: host, host: 'h', allowed: () => true });
  expect(watched).toEqual([undefined, 'h']);
  host.end();
  host.close();
  expect(watched).toEqual([undefined]);
  fleet.close();
  expect(watched).toEqual([]);
});

test('a client whose session has ended is cut off', async () => {
  let allowed = true;
  const stream = watchFleet(() => allowed);
  await waitFor('a ping', () => stream.texts.includes('ping'));
  allowed = false;
  await waitFor('its end', () => stream.ended);
  expect(hub.clients).toBe(0);
});

test('stop ends every stream and all subscriptions', async () => {
  const stream = watchFleet();
  await hub.stop();
  expect([stream.ended, hub.clients, ingest.listeners, watched]).toEqual([true, 0, 0, []]);
  expect(() => hub.assertRoom()).toThrow();
});

test('a client that takes gzip gets each event at once, compressed', async () => {
  let stream: EventStream | undefined;
  const server: Server = createServer((request, response) => {
    stream = new EventStream(response, { acceptEncoding: request.headers['accept-encoding'] });
    stream.open({});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const outgoing = get({ port, host: '127.0.0.1', headers: { 'accept-encoding': 'gzip, br' } });
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  expect(response.headers['content-encoding']).toBe('gzip');
  let sentBytes = 0;
  let text = '';
  response.on('data', (chunk: Buffer) => (sentBytes += chunk.length));
  response.pipe(createGunzip()).on('data', (chunk: Buffer) => (text += chunk.toString()));
  for (let i = 0; i < 50; i++) {
    const event = eventText('changes', { i, padding: 'the same again '.repeat(20) });
    stream!.send(event);
    await waitFor('the event', () => text.endsWith(event));
  }
  expect(sentBytes).toBeLessThan(text.length / 4);
  stream!.end();
  await waitFor('the end', () => response.complete);
  server.close();
});

test('a client that does not take what it is sent is cut off', async () => {
  let stream: EventStream | undefined;
  const server: Server = createServer((_request, response) => {
    stream = new EventStream(response);
    stream.open({});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const outgoing = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' });
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  response.pause();
  response.on('error', () => undefined);
  let closed = false;
  stream!.onClose(() => (closed = true));
  const text = eventText('fleet', 'x'.repeat(1_000_000));
  let sent = 0;
  await waitFor('the cut', () => {
    if (!closed && sent < 100) stream!.send(text);
    sent += 1;
    return closed;
  });
  expect(sent).toBeGreaterThan(4);
  response.destroy();
  server.close();
});
