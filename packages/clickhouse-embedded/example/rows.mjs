// Starts a ClickHouse, writes and reads rows with nothing but fetch, and stops: node rows.mjs [DATA-FOLDER]
import { EmbeddedClickHouse } from 'clickhouse-embedded';

const server = new EmbeddedClickHouse({
  dataDir: process.argv[2] ?? './data',
  httpPort: 0,
  tcpPort: 0,
  accounts: [{ name: 'app', access: 'write', database: 'app' }],
});

const { httpUrl } = await server.start();
const { user, password } = server.credentials('app');

async function ask(sql) {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const response = await fetch(httpUrl, { method: 'POST', body: sql, headers: { authorization } });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text.trim();
}

try {
  await ask('CREATE DATABASE IF NOT EXISTS app');
  await ask('CREATE TABLE IF NOT EXISTS app.numbers (n UInt64) ENGINE = MergeTree ORDER BY n');
  await ask('INSERT INTO app.numbers SELECT number FROM numbers(1000000)');
  console.log(
    `ClickHouse ${await ask('SELECT version()')}: ${await ask('SELECT count(), sum(n) FROM app.numbers')}`,
  );
} finally {
  await server.stop();
}
