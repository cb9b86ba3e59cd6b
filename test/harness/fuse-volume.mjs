// A file system in user space (FUSE) behind descriptor 3 that knows only how large it is: fuse-volume.mjs SIZES, as JSON
// `{ bsize, frsize, blocks, bfree, bavail, files, ffree }`. Ends when it is unmounted. The messages: linux/fuse.h.
import { readSync, writeSync } from 'node:fs';

const connection = 3;
const operation = { getattr: 3, statfs: 17, init: 26, forget: 2 };
const noSuchCall = -38; // ENOSYS
const headerBytes = 16;
const sizes = JSON.parse(process.argv[2]);

const request = Buffer.alloc(2 ** 20);
for (;;) {
  let length;
  try {
    length = readSync(connection, request);
  } catch (error) {
    if (error.code === 'ENODEV') process.exit(0);
    if (error.code === 'EINTR' || error.code === 'ENOENT') continue;
    throw error;
  }
  const [opcode, id] = [request.readUInt32LE(4), request.readBigUInt64LE(8)];
  if (length > 0 && opcode !== operation.forget) answer(id, bodyOf(opcode));
}

function answer(id, body) {
  const message = Buffer.alloc(headerBytes + (body?.length ?? 0));
  message.writeUInt32LE(message.length, 0);
  message.writeInt32LE(body === undefined ? noSuchCall : 0, 4);
  message.writeBigUInt64LE(id, 8);
  body?.copy(message, headerBytes);
  writeSync(connection, message);
}

function bodyOf(opcode) {
  if (opcode === operation.init) return initialized();
  if (opcode === operation.getattr) return folder();
  if (opcode === operation.statfs) return statistics();
  return undefined;
}

function initialized() {
  const body = Buffer.alloc(64);
  body.writeUInt32LE(7, 0);
  body.writeUInt32LE(31, 4);
  body.writeUInt32LE(4096, 20); // max_write
  return body;
}

function folder() {
  const body = Buffer.alloc(104);
  const attributes = 16;
  body.writeBigUInt64LE(1n, attributes);
  body.writeUInt32LE(0o40755, attributes + 60);
  body.writeUInt32LE(2, attributes + 64);
  return body;
}

function statistics() {
  const body = Buffer.alloc(80);
  const counts = [sizes.blocks, sizes.bfree, sizes.bavail, sizes.files, sizes.ffree];
  counts.forEach((count, i) => body.writeBigUInt64LE(BigInt(count), 8 * i));
  [sizes.bsize, 255, sizes.frsize].forEach((size, i) => body.writeUInt32LE(size, 40 + 4 * i));
  return body;
}
