import { stringLiteral } from '../sql-literal.ts';

/** Access to a bucket. */
interface S3Keys {
  readonly keyId: string;
  readonly secret: string;
}

/**
 * Where backups are: a folder that the server may use (`clickhouse-embedded`: its `backupDir`; a server of its own:
 * `backups.allowed_path`), or a prefix in a bucket.
 */
export type BackupPlace =
  | {
      readonly kind: 'folder';
      /** As people name it. */
      readonly path: string;
      /** What stands before names in statements: '' where names are relative to the folder that the server may use. */
      readonly prefix: string;
    }
  | {
      readonly kind: 's3';
      /** `https://HOST/BUCKET/PREFIX`, without a slash at the end. */
      readonly url: string;
      readonly keys: S3Keys;
    };

/** What is written down about a place; no secrets. */
export function nameOfPlace(place: BackupPlace): string {
  return place.kind === 'folder' ? place.path : place.url;
}

/** `File('NAME')` or `S3('URL/NAME', …)`. */
export function backupLocation(place: BackupPlace, name: string): string {
  if (place.kind === 'folder') return `File(${stringLiteral(`${place.prefix}${name}`)})`;
  const { url, keys } = place;
  return `S3(${[`${url}/${name}`, keys.keyId, keys.secret].map(stringLiteral).join(', ')})`;
}
