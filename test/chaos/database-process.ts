/**
 * An embedded ClickHouse as a process of its own: `DATA_DIR HTTP_PORT NATIVE_PORT`. Prints one JSON line whenever the
 * server is ready. Ends with SIGTERM.
 */
import { EmbeddedClickHouse } from 'clickhouse-embedded';

const [dataDir = '', httpPort = '0', tcpPort = '0'] = process.argv.slice(2);
const database = 'hostwire';
const server = new EmbeddedClickHouse({
  dataDir,
  httpPort: Number(httpPort),
  tcpPort: Number(tcpPort),
  accounts: [
    { name: 'hostwire_writer', access: 'write', database },
    { name: 'hostwire_reader', access: 'read', database },
  ],
  onEvent: (event) => {
    if (event.type === 'ready') print({ pid: event.pid });
    else process.stderr.write(`${JSON.stringify(event, withMessages)}\n`);
  },
});

/** JSON leaves out what an error says. */
function withMessages(_key: string, value: unknown): unknown {
  return value instanceof Error
    ? { code: 'code' in value ? value.code : undefined, message: value.message }
    : value;
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

process.once('SIGTERM', () => void server.stop());
const endpoints = await server.start();
print({
  ...endpoints,
  writer: server.credentials('hostwire_writer').password,
  reader: server.credentials('hostwire_reader').password,
});
