import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder, silentLogger } from '@hostwire/testing';
import { readStatus, StatusFile, type AgentStatus } from './status-file.ts';

let folder: string;
let ms: number;
let news: unknown;
let looks: number;
let wholes: number;
let file: StatusFile;

const source = {
  news: () => {
    looks++;
    return [news];
  },
  whole: () => {
    wholes++;
    return { updated_ms: ms } as AgentStatus;
  },
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostwire-status-'));
  ms = 0;
  news = 'open';
  looks = wholes = 0;
  file = new StatusFile(folder, { nowMs: () => ms, monoMs: () => ms }, silentLogger);
  file.write(source);
});

afterEach(() => removeFolder(folder));

function writeAt(atMs: number): number | undefined {
  ms = atMs;
  file.write(source);
  return readStatus(folder)?.updated_ms;
}

test('without news it is written every twenty seconds, and nothing is gathered for it between', () => {
  for (let second = 1; second < 20; second++) expect(writeAt(1_000 * second - 10)).toBe(0);
  expect(wholes).toBe(1);
  expect(looks).toBe(1 + 9); // every other second
  expect(writeAt(19_990)).toBe(19_990);
});

test('news are written within two seconds', () => {
  news = 'disconnected';
  expect(writeAt(1_000)).toBe(0);
  expect(writeAt(2_000)).toBe(2_000);
  expect(writeAt(4_000)).toBe(2_000);
});

test('force writes at once', () => {
  ms = 1;
  file.write(source, { force: true });
  expect(readStatus(folder)?.updated_ms).toBe(1);
});
