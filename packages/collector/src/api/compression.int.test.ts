import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { compressResponses } from './compression.ts';
import { serveWebPages } from './web-pages.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostwire-pages-'));
const large = { hosts: Array.from({ length: 200 }, (_, i) => `host-${i}`) };
const script = 'export const a = 1;\n'.repeat(100);
let app: FastifyInstance;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets/a.js'), script);
  writeFileSync(join(folder, 'assets/a.js.br'), brotliCompressSync(script));
  app = Fastify();
  compressResponses(app);
  app.get('/large', async () => large);
  app.get('/small', async () => ({ ok: true }));
  await serveWebPages(app, { folder, basePath: '' });
});

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const get = (url: string, encoding?: string) =>
  app.inject({ url, headers: encoding === undefined ? {} : { 'accept-encoding': encoding } });

describe('answers', () => {
  test('are compressed for clients that take gzip', async () => {
    const { headers, rawPayload } = await get('/large', 'gzip, deflate, br');
    expect(headers).toMatchObject({
      'content-encoding': 'gzip',
      vary: 'accept-encoding',
      'content-length': String(rawPayload.length),
    });
    expect(JSON.parse(gunzipSync(rawPayload).toString())).toEqual(large);
  });

  test('stay as they are for others, and when they are small', async () => {
    for (const [url, encoding] of [
      ['/large', undefined],
      ['/large', 'br'],
      ['/small', 'gzip'],
    ] as const)
      expect((await get(url, encoding)).headers['content-encoding']).toBeUndefined();
  });
});

test('files are sent as they were compressed when they were built', async () => {
  const { headers, rawPayload } = await get('/assets/a.js', 'gzip, deflate, br');
  expect(headers).toMatchObject({
    'content-encoding': 'br',
    'content-type': expect.stringContaining('javascript'),
  });
  expect(rawPayload).toEqual(brotliCompressSync(script));
  const plain = await get('/assets/a.js');
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.payload).toBe(script);
});
