import type { BackupPlace } from '@hostwire/collector';
import { CommandError, exitCode } from '../exit-code.ts';

/** Where a bucket is, and who may use it. */
export interface S3Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of `--s3-endpoint`. */
  readonly endpoint: string | undefined;
}

const defaultRegion = 'us-east-1';

export function isS3(text: string): boolean {
  return text.startsWith('s3://');
}

/**
 * The place that `s3://BUCKET/PREFIX` names. Keys come from the environment, never from arguments, which every user of a machine
 * can read.
 */
export function s3Place(
  text: string,
  { env, endpoint }: S3Surroundings,
): Extract<BackupPlace, { kind: 's3' }> {
  const [, bucket, prefix] = /^s3:\/\/([a-z0-9][a-z0-9.-]{2,62})\/+([\w.\/-]*\w)\/*$/i.exec(text) ?? [];
  if (bucket === undefined || prefix === undefined)
    throw new CommandError(exitCode.usage, `${text}: expected s3://BUCKET/PREFIX`);
  const { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secret } = env;
  if (!keyId || !secret) {
    throw new CommandError(
      exitCode.usage,
      `${text} needs the keys of the bucket: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`,
    );
  }
  const region = env['AWS_REGION'] ?? defaultRegion;
  const base = endpoint ?? env['AWS_ENDPOINT_URL'] ?? `https://s3.${region}.amazonaws.com`;
  if (!URL.canParse(base) || !/^https?:/.test(base))
    throw new CommandError(exitCode.usage, `--s3-endpoint: got "${base}", expected https://HOST`);
  return { kind: 's3', url: `${base.replace(/\/+$/, '')}/${bucket}/${prefix}`, keys: { keyId, secret } };
}
