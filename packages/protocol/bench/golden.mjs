// Writes the golden bytes that an example has none of yet, and leaves all others. After a build:
// node packages/protocol/bench/golden.mjs
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { frameExamples, sessionExample } from '@hostwire/testing/protocol';
import { encodeFrame } from '../dist/index.js';

const hex = (frame) => Buffer.from(encodeFrame(frame)).toString('hex');

function write(name, text) {
  const path = fileURLToPath(new URL(`../src/golden/${name}.hex`, import.meta.url));
  if (!existsSync(path)) writeFileSync(path, `${text}\n`);
}

for (const [name, frame] of Object.entries(frameExamples)) write(name, hex(frame));
write(
  'session',
  sessionExample()
    .map(({ from, frame }) => `${from} ${frame.type} ${hex(frame)}`)
    .join('\n'),
);
