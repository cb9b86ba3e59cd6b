import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install, program } from '../toolchain.ts';

export const siteName = 'monitor.example.org';

/** Files of a certificate for the name of the recipes. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
  /** Both in one file, as HAProxy wants them. */
  readonly both: string;
}

/** Throws Missing without openssl. */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const certificate = join(folder, 'site.crt');
  const key = join(folder, 'site.key');
  const both = join(folder, 'site.pem');
  const args = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
  ];
  const names = ['-subj', `/CN=${siteName}`, '-addext', `subjectAltName=DNS:${siteName}`];
  await install('a certificate', {
    command: program('openssl'),
    args: [...args, ...names, '-keyout', key, '-out', certificate],
  });
  writeFileSync(both, readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8'), { mode: 0o600 });
  return { certificate, key, both };
}
