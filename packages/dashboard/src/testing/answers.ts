import { afterEach, beforeEach } from '@jest/globals';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/**
 * The collector as pages hear it in a test: answers by `GET /api/v1/…`, without the query; whatever else is asked is refused. Gives
 * what was asked.
 */
export function collectorAnswers(answers: Readonly<Record<string, unknown>>): Asked[] {
  const asked: Asked[] = [];
  const before = globalThis.fetch;
  beforeEach(() => {
    asked.length = 0;
    globalThis.fetch = async (address, init) => {
      const path = (typeof address === 'string' ? address : '').split('?')[0]!;
      const method = init?.method ?? 'GET';
      asked.push({ method, path, body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined });
      const answer = answers[`${method} ${path}`];
      if (answer !== undefined) return Response.json(answer);
      const refusal = { error: { code: 'NOT_FOUND', message: `Nothing answers ${method} ${path}` } };
      return Response.json(refusal, { status: 404 });
    };
  });
  afterEach(() => {
    globalThis.fetch = before;
  });
  return asked;
}
