import { describe, expect, test } from '@jest/globals';
import { ApiError } from './api-error.ts';
import { createClient } from './client.ts';
import { textOf, type Transport, type TransportRequest } from './transport.ts';

/** Answers every request with one response, and keeps what it was asked. */
function answering(status: number, text: string): Transport & { readonly asked: TransportRequest[] } {
  const asked: TransportRequest[] = [];
  const chunks = [Buffer.from(text).subarray(0, 3), Buffer.from(text).subarray(3)];
  return {
    asked,
    send: async (request) => {
      asked.push(request);
      return {
        status,
        header: () => undefined,
        body: (async function* () {
          yield* chunks;
        })(),
      };
    },
  };
}

describe('a call', () => {
  test('goes to the method and path of its route, with body and options', async () => {
    const transport = answering(200, '{"agent":{"host":"wéb"}}');
    const { signal } = new AbortController();
    const input = { params: { agent: 'a/b' }, body: { set: { env: 'prod' } }, signal, silenceMs: 5 };
    expect(await createClient(transport).agents.label(input)).toEqual({ agent: { host: 'wéb' } });
    expect(transport.asked).toEqual([
      {
        method: 'POST',
        path: '/api/v1/agents/a%2Fb/labels',
        body: '{"set":{"env":"prod"}}',
        signal,
        silenceMs: 5,
      },
    ]);
  });

  test('of a route that streams gives the response as it comes', async () => {
    const client = createClient(answering(200, '1\n2\n'));
    expect(await textOf(await client.sql.run({ body: { query: 'SELECT 1' } }))).toBe('1\n2\n');
  });

  test('without a body in the answer gives nothing', async () => {
    await expect(createClient(answering(204, '')).session.end()).resolves.toBeUndefined();
  });
});

describe('a refusal', () => {
  const failure = (status: number, text: string) =>
    createClient(answering(status, text))
      .hosts.list()
      .catch((error: unknown) => error);

  test("has the collector's code and words", async () => {
    const error = await failure(404, '{"error":{"code":"HOST_UNKNOWN","message":"no such host"}}');
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({
      code: 'HOST_UNKNOWN',
      message: 'no such host',
      status: 404,
      retryable: false,
    });
  });

  test.each([
    [502, '<html>bad gateway'],
    [200, 'not JSON'],
    [500, '{"error":null}'],
  ])('of what is not the API says so: %d %s', async (status, text) => {
    expect(await failure(status, text)).toMatchObject({
      code: 'ANSWER_INVALID',
      status,
      message: expect.stringContaining(text),
      retryable: status >= 500,
    });
  });
});
