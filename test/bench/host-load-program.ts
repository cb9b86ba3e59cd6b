// The process behind HostLoad: host-load-program.js FOLDER. Tells its parent once it runs, ends with SIGTERM.
import { closeSync, fdatasync, openSync, writeSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

const roundMs = 100;
const busyMs = 50;
const chunk = Buffer.alloc(400 * 1024, 'load');
const packet = Buffer.alloc(1024 * 1024, 'load');
const file = openSync(join(process.argv[2]!, 'load'), 'w');
process.once('SIGTERM', () => {
  closeSync(file);
  process.exit(0);
});

const server = createServer((socket) => socket.resume());
server.listen(0, '127.0.0.1', () => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  setInterval(() => {
    const until = performance.now() + busyMs;
    writeSync(file, chunk, 0, chunk.length, 0);
    fdatasync(file, () => undefined);
    socket.write(packet);
    while (performance.now() < until);
  }, roundMs);
  process.send!('running');
});
