import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { removeFolder } from '@hostwire/testing';
import { addressOf, bindUnixSocket, type BoundSocket } from './unix-socket.ts';

let folder: string;
let server: Server;
let bound: BoundSocket | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostwire-socket-'));
  server = createServer((socket) => socket.on('error', () => undefined).end('hello'));
  bound = undefined;
});
afterEach(async () => {
  if (server.listening) await new Promise((resolve) => server.close(resolve));
  await bound?.remove();
  await removeFolder(folder);
});

async function bind(path: string, on = server): Promise<BoundSocket> {
  return bindUnixSocket(path, async (address) => {
    on.listen(address);
    await once(on, 'listening');
  });
}

async function greeting(path: string): Promise<string> {
  const address = await addressOf(path);
  const socket = createConnection(address.path);
  const [data] = (await once(socket, 'data')) as [Buffer];
  await once(socket, 'close');
  await address.close();
  return data.toString();
}

describe('a unix socket', () => {
  test('is open to its owner only, and leaves nothing else in the folder', async () => {
    const path = join(folder, 'hostwire.sock');
    bound = await bind(path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['hostwire.sock']);
    expect(await greeting(path)).toBe('hello');
  });

  test('works at a path that no address can hold', async () => {
    const deep = join(folder, 'a'.repeat(120), 'b'.repeat(120));
    await mkdir(deep, { recursive: true });
    const path = join(deep, 'hostwire.sock');
    bound = await bind(path);
    expect(await greeting(path)).toBe('hello');
    await new Promise((resolve) => server.close(resolve));
    await bound.remove();
    bound = undefined;
    expect(await readdir(deep)).toEqual([]);
  });

  test('replaces what a killed process left behind', async () => {
    const path = join(folder, 'hostwire.sock');
    const script = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['-e', script]), 'exit');
    expect((await stat(path)).isSocket()).toBe(true);
    bound = await bind(path);
    expect(await greeting(path)).toBe('hello');
  });

  test('that somebody answers on is left alone', async () => {
    const path = join(folder, 'hostwire.sock');
    bound = await bind(path);
    await expect(bind(path, createServer())).rejects.toMatchObject({ code: 'SOCKET_IN_USE' });
    expect(await greeting(path)).toBe('hello');
  });

  test("does not remove another's file at the end", async () => {
    const path = join(folder, 'hostwire.sock');
    const mine = await bind(path);
    await new Promise((resolve) => server.close(resolve));
    await rm(path, { force: true });
    await writeFile(path, 'of another');
    await mine.remove();
    expect(await readdir(folder)).toEqual(['hostwire.sock']);
  });
});
