import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { issueCertificate } from '../keys/certificate.ts';
import { ApiServer } from './api-server.ts';
import { TestApi } from './testing/test-api.ts';

let api: TestApi;
let server: ApiServer;
let fingerprint: string;
const file = (name: string) => join(api.folder, name);

async function write(): Promise<string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = await issueCertificate(privateKey, Date.now());
  await writeFile(file('web.key'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(file('web.crt'), certificate);
  return new X509Certificate(certificate).fingerprint256;
}

function serverWith(certificateFile: string, name = 'tls'): ApiServer {
  const web = { host: '127.0.0.1', port: 0, certificateFile, keyFile: file('web.key') };
  const paths = { socketPath: file(`${name}.sock`), authPath: file(`${name}.json`) };
  return new ApiServer({ ...api.options, web, ...paths });
}

beforeAll(async () => {
  api = await TestApi.start();
  fingerprint = await write();
  server = serverWith(file('web.crt'));
  await server.start();
});
afterAll(async () => {
  await server.stop();
  await api.stop();
});

async function ask(path: string) {
  const { hostname: host, port } = new URL(server.webUrl);
  const outgoing = request({ host, port, path, agent: false, rejectUnauthorized: false }).end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const shown =
    response.socket instanceof TLSSocket ? response.socket.getPeerX509Certificate()?.fingerprint256 : '';
  response.resume();
  return { status: response.statusCode, headers: response.headers, shown };
}

test('the pages answer in TLS, with a secure cookie, and take a new certificate without a restart', async () => {
  expect(server.webUrl).toMatch(/^https:/);
  expect(await ask('/healthz')).toMatchObject({ status: 200, shown: fingerprint });
  const next = await write();
  await server.lookAtCertificate();
  expect((await ask('/healthz')).shown).toBe(next);
  await writeFile(file('web.crt'), 'half of one');
  await server.lookAtCertificate();
  expect((await ask('/healthz')).shown).toBe(next);
});

test('a certificate that is not there ends the start with what to do', async () => {
  await expect(serverWith(file('none.crt'), 'none').start()).rejects.toMatchObject({
    code: 'CERTIFICATE_UNREADABLE',
  });
});
