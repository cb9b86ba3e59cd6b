import type { Transport } from '@hostwire/api/client';

export interface Asked {
  readonly path: string;
  readonly body: unknown;
}

interface GivenRefusal {
  readonly status: number;
  readonly error: { readonly code: string; readonly message: string };
}

/** A text is given as it stands, all else as JSON. */
type GivenResponse = string | GivenRefusal | object;

/** A collector whose answers are given by `METHOD /path`: one after the other, the last one again and again. */
export function givenTransport(
  answers: Readonly<Record<string, readonly GivenResponse[]>>,
): Transport & { readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const given = new Map(Object.entries(answers).map(([route, list]) => [route, [...list]]));
  return {
    asked,
    send: async ({ method, path, body }) => {
      asked.push({ path, body: body === undefined ? undefined : (JSON.parse(body) as unknown) });
      const list = given.get(`${method} ${path.split('?')[0]}`) ?? [];
      const answer = list.length > 1 ? list.shift() : list[0];
      if (answer === undefined) throw new Error(`nothing is given for ${method} ${path}`);
      const status =
        typeof answer === 'object' && 'status' in answer && 'error' in answer ? answer.status : 200;
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
      return { status: Number(status), header: () => undefined, body: oneChunk(text) };
    },
  };
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
