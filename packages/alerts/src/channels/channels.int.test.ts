/** Every channel against a receiver: the request that its service documents, and what it makes of each answer. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { HttpReceiver } from '@hostwire/testing';
import type { Message } from '../message/message.ts';
import { testMessage } from '../delivery/test-message.ts';
import { channelKinds } from './index.ts';
import { problemWithUrl, retryAfterMs } from './http-post.ts';

let receiver: HttpReceiver;
beforeEach(async () => {
  receiver = await new HttpReceiver().start();
});
afterEach(() => receiver.stop());

const firing: Message = {
  ...testMessage({ nowMs: 1_700_000_000_000, webUrl: 'http://hostwire:4680' }),
  id: 'message-1',
  topic: 'alert-1',
  kind: 'firing',
  severity: 'critical',
  title: '/var on web1 is 91 % full',
};

/** Those that send to an address of their settings; `email` has a test of its own. */
const overHttp = channelKinds.filter(({ settings }) => settings.some(({ name }) => name === 'url'));
const types = overHttp.map(({ type }) => type);

/** With its own example of settings, at the receiver in the place of its service. */
function open(type: string) {
  const kind = overHttp.find((each) => each.type === type)!;
  const { url } = kind.example;
  const path = typeof url === 'string' ? new URL(url).pathname : '/';
  const opened = kind.open({ ...kind.example, url: receiver.url + (path === '/' ? '' : path) });
  if ('channel' in opened) return opened.channel;
  throw new Error(opened.issues.map(({ message }) => message).join('; '));
}

const notify = (type: string, message = firing) => open(type).notify(message, new AbortController().signal);

describe('the request', () => {
  test.each(types)('%s: one request that names what is wrong', async (type) => {
    expect(await notify(type)).toEqual({ result: 'done' });
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]!.body).toContain('/var on web1 is 91 % full');
  });

  test.each([
    ['slack', '/services/T000/B000/xxxx', { attachments: [{ color: '#d0342c', title_link: firing.url }] }],
    [
      'teams',
      '/workflows/1234',
      { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive' }] },
    ],
    ['ntfy', '/', { topic: 'alerts', priority: 5, click: firing.url }],
    ['gotify', '/message', { priority: 8 }],
    [
      'pagerduty',
      '/v2/enqueue',
      {
        routing_key: 'xxxx',
        event_action: 'trigger',
        dedup_key: 'alert-1',
        payload: { severity: 'critical' },
      },
    ],
    ['opsgenie', '/v2/alerts', { alias: 'alert-1', priority: 'P1' }],
  ])('%s has the fields of its service', async (type, path, body) => {
    await notify(type);
    expect(receiver.received[0]).toMatchObject({ method: 'POST', path });
    expect(JSON.parse(receiver.received[0]!.body)).toMatchObject(body);
  });

  test('telegram and discord carry the chart', async () => {
    await notify('telegram');
    await notify('discord');
    expect(receiver.received[0]!.path).toBe('/bot1234:xxxx/sendPhoto');
    for (const { body } of receiver.received) expect(body).toContain('Content-Type: image/png');
  });

  test('a webhook is signed over time and body', async () => {
    await notify('webhook');
    const { headers, body } = receiver.received[0]!;
    const [, seconds, hex] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-hostwire-signature'])) ?? [];
    expect(hex).toBe(createHmac('sha256', 'xxxx').update(`${seconds}.${body}`).digest('hex'));
    expect(headers['x-hostwire-event-id']).toBe('message-1');
    expect(JSON.parse(body)).toMatchObject({ state: 'firing', text: expect.stringContaining('91 % full') });
  });

  test('what was told is ended under the same name', async () => {
    await notify('pagerduty', { ...firing, kind: 'resolved' });
    await notify('opsgenie', { ...firing, kind: 'resolved' });
    expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({
      event_action: 'resolve',
      dedup_key: 'alert-1',
    });
    expect(receiver.received[1]!.path).toBe('/v2/alerts/alert-1/close?identifierType=alias');
  });
});

describe.each(types)('%s', (type) => {
  test.each([
    [429, { 'retry-after': '7' }, { result: 'retry', afterMs: 7_000 }],
    [503, {}, { result: 'retry' }],
    [500, {}, { result: 'retry' }],
    [
      302,
      { location: 'https://elsewhere.test/' },
      { result: 'refuse', why: expect.stringContaining('elsewhere') },
    ],
    [401, {}, { result: 'refuse' }],
    [400, {}, { result: 'refuse' }],
  ])('makes of %p %p', async (status, headers, outcome) => {
    receiver.answer = (response) => response.writeHead(status, headers).end('no');
    expect(await notify(type)).toMatchObject(outcome);
    expect(receiver.received).toHaveLength(1);
  });

  test('tries again when the connection is closed, and when it is broken off', async () => {
    receiver.answer = (response) => response.destroy();
    expect(await notify(type)).toMatchObject({ result: 'retry' });
    receiver.answer = () => undefined;
    expect(await open(type).notify(firing, AbortSignal.timeout(50))).toMatchObject({ result: 'retry' });
  });
});

test.each([
  ['https://hooks.slack.com/services/T/B/x', undefined],
  ['http://127.0.0.1:8080/hook', undefined],
  ['http://user:pass@10.0.0.1/hook', undefined],
  ['ftp://example.net/', /scheme ftp/],
  ['http://10.0.0.1:0/', /port 0/],
  ['http://10.0.0.1:6000/', /port 6000/],
  ['http://10.0.0.1:25/', /port 25/],
  ['http://0.0.0.0/hook', /names no host/],
  ['https://example.org/hook', /documentation/],
  ['https://hooks.invalid/x', /documentation/],
  ['nonsense', /not an address/],
])('%p: %p', (url, problem) => {
  const found = problemWithUrl(url);
  if (problem === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(problem);
});

test('Retry-After is seconds or a date, within an hour', () => {
  expect(retryAfterMs('3')).toBe(3_000);
  expect(retryAfterMs(new Date(20_000).toUTCString(), 5_000)).toBe(15_000);
  expect(retryAfterMs('999999')).toBe(3_600_000);
  expect(retryAfterMs('soon')).toBeUndefined();
  expect(retryAfterMs(null)).toBeUndefined();
});
