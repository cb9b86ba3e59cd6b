import { z } from 'zod';

const maxTextLength = 1_024;
const text = () => z.string().min(1).max(maxTextLength);

export const backupBody = z.strictObject({
  /** A folder on the collector's host. Without it and `s3`: the backup folder of the collector. */
  folder: text().regex(/^\//, 'expected a path from the root: /var/backups/hostwire').optional(),
  s3: z
    .strictObject({
      /** `https://HOST/BUCKET/PREFIX` */
      url: z.url({ protocol: /^https?$/, error: 'expected https://HOST/BUCKET/PREFIX' }).max(maxTextLength),
      keyId: text(),
      secret: text(),
    })
    .optional(),
  /** Complete in itself, instead of what is new since the last one. */
  full: z.boolean().default(false),
});

export const backupResponse = z.object({
  name: z.string(),
  /** The backup that it adds to; '' = complete in itself. */
  base: z.string(),
});

export const backupsResponse = z.object({
  /** Of the one that is under way. */
  running: z.string().nullable(),
  backups: z.array(
    z.object({
      name: z.string(),
      place: z.string(),
      base: z.string(),
      state: z.enum(['started', 'finished', 'failed']),
      startedMs: z.number(),
      changedMs: z.number(),
      bytes: z.number(),
      error: z.string(),
    }),
  ),
});
export type BackupsResponse = z.infer<typeof backupsResponse>;
