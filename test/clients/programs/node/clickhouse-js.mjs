// @clickhouse/client (HTTP), with its own defaults and as its users call it. Argument: the target as a file of JSON.
import { readFileSync } from 'node:fs';
import { ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { check, end, expect } from './tap.mjs';

const target = JSON.parse(readFileSync(process.argv[2], 'utf8'));

/** Calls `use` with a client; no log, as errors are what is expected of it. */
async function connected(use, options = {}) {
  const { host, httpPort, user: username, password, database } = target;
  const url = `http://${host}:${httpPort}`;
  const log = { level: ClickHouseLogLevel.OFF };
  const client = createClient({ url, username, password, database, log, ...options });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

async function countsSamples(client, settings = {}) {
  const query = 'SELECT count() > 0 AS found FROM cpu';
  const answer = await client.query({ query, clickhouse_settings: settings });
  expect((await answer.json()).data[0].found, 1);
}

for (const seconds of target.timeLimits) {
  const settings = seconds === null ? {} : { max_execution_time: seconds };
  await check(`max_execution_time ${seconds ?? 'of the default'}`, async () => {
    await connected((client) => countsSamples(client, settings));
    await connected((client) => countsSamples(client), { clickhouse_settings: settings });
  });
}
for (const view of target.views) {
  await check(`SELECT * FROM ${view}`, () =>
    connected(async (client) => {
      const query = `SELECT * FROM ${view} LIMIT 3`;
      await (await client.query({ query, format: 'JSONEachRow' })).json();
    }),
  );
}
await check('parameters are values', () =>
  connected(async (client) => {
    const query = 'SELECT toInt32(count()) AS n FROM cpu WHERE host = {host: String}';
    const answer = await client.query({ query, query_params: { host: "none'; DROP TABLE x" } });
    expect((await answer.json()).data[0].n, 0);
  }),
);
await check('a result of 900,000 rows as a stream', () =>
  connected(async (client) => {
    const answer = await client.query({ query: 'SELECT number FROM numbers(900000)', format: 'JSONEachRow' });
    let rows = 0;
    for await (const chunk of answer.stream()) rows += chunk.length;
    expect(rows, 900_000);
  }),
);
await check('compression of answers', () =>
  connected((client) => countsSamples(client), { compression: { response: true } }),
);
await check('a session of its own', () =>
  connected((client) => countsSamples(client), { session_id: 'clients' }),
);
await check('ping', () => connected(async (client) => expect((await client.ping()).success, true)));
await check('a change is refused', () =>
  connected(async (client) => {
    const change = client.command({ query: 'CREATE TABLE t (x Int8) ENGINE = Memory' });
    expect((await change.catch((error) => error)) instanceof ClickHouseError, true);
  }),
);
end();
