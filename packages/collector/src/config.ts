import { byteSize, durationMs, port } from '@hostwire/runtime/config';
import { z } from 'zod';
import { providerConfig } from './auth/provider/provider-config.ts';
import { selectionPattern } from './status-page/selection.ts';

const dayMs = 86_400_000;

const host = () => z.string().min(1, 'expected a host name or an IP address');

/** A certificate (PEM) and its key; both are read again when they change. */
const certificateFiles = () => ({
  certificateFile: z.string().min(1).optional(),
  keyFile: z.string().min(1).optional(),
});

const bothOrNone = (files: { certificateFile?: string | undefined; keyFile?: string | undefined }) =>
  (files.certificateFile === undefined) === (files.keyFile === undefined);
const bothMessage = 'give both certificateFile and keyFile, or neither';

/** Settings of a collector. Section and key are the names in flags (--web-port), environment and file. */
export const collectorConfigSchema = z.strictObject({
  /** Folder of everything that this collector keeps on disk. */
  data: z.string().min(1).default('./data'),
  /** What is logged; absent: warn for `hostwire up`, info for `hostwire collector run`. */
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).optional(),
  web: z
    .strictObject({
      /** With these the pages answer in TLS. */
      ...certificateFiles(),
      host: host().default('127.0.0.1'),
      port: port().default(4680),
      /**
       * How people reach the pages, when that differs from the address of this host: https://monitor.example.org. Its name is
       * accepted in Host and Origin, it stands in links, and with https cookies are `Secure`.
       */
      publicUrl: z
        .url({ protocol: /^https?$/, error: 'expected an address like https://monitor.example.org' })
        .refine((url) => new URL(url).pathname === '/', 'expected an address without a path')
        .transform((url) => new URL(url).origin)
        .optional(),
      /** The path below which people reach the pages and the API, when they are a part of another site: /hostwire */
      basePath: z
        .string()
        .regex(/^(?:\/[A-Za-z0-9._~-]+)*\/?$/, 'expected a path like /hostwire')
        .refine(
          (path) => !path.split('/').some((part) => /^\.\.?$/.test(part)),
          'expected a path without . and ..',
        )
        .transform((path) => path.replace(/\/$/, ''))
        .default(''),
      /**
       * A page at /status that everybody may see who reaches the pages. off; all; or names of hosts and labels with commas
       * between them: env=prod,backup.
       */
      statusPage: z
        .string()
        .regex(selectionPattern, 'expected off, all, or hosts and labels like env=prod,backup')
        .default('off'),
      /** The label whose values are the groups of that page; none: one group. */
      statusGroup: z.string().max(63).default(''),
      /** Whether hosts are named there, or only counted. */
      statusNames: z.enum(['hide', 'show']).default('hide'),
      /** Proxies in front of the pages, with commas between them: the client's address is taken from their X-Forwarded-For. */
      trustedProxies: z
        .string()
        .refine(
          (list) => list.split(',').every(isAddressOrNetwork),
          'expected addresses or networks: 127.0.0.1,10.0.0.0/8',
        )
        .optional(),
      auth: z.strictObject({ oidc: providerConfig.optional() }).prefault({}),
    })
    .refine(bothOrNone, { message: bothMessage, path: ['keyFile'] }),
  gateway: z
    .strictObject({
      /** A certificate of one's own; absent: one is made. */
      ...certificateFiles(),
      /** How old the key of an agent may become before it is replaced, while it is connected; 0: by command only. */
      agentKeyAge: durationMs().default(90 * dayMs),
      host: host().default('0.0.0.0'),
      port: port().default(4681),
      /** Where agents reach the gateway, when that differs from the address of this host: wss://monitor.example.org:4681 */
      publicUrl: z
        .url({ protocol: /^wss$/, error: 'expected an address like wss://monitor.example.org:4681' })
        .optional(),
      /** When two machines use one identity: lock keeps the newcomer out and reports it, alert lets it in and reports it. */
      clones: z.enum(['lock', 'alert']).default('lock'),
      /** Folder of the agent's executables that install.sh fetches. Absent: where a package or a build puts them. */
      downloads: z.string().min(1).optional(),
    })
    .refine(bothOrNone, { message: bothMessage, path: ['keyFile'] }),
  clickhouse: z.strictObject({
    /** An external server: http://HOST:8123. Absent: the embedded one. */
    url: z.url({ protocol: /^https?$/, error: 'expected an address like http://127.0.0.1:8123' }).optional(),
    user: z.string().default('hostwire_writer'),
    password: z.string().default(''),
    readerUser: z.string().default('hostwire_reader'),
    readerPassword: z.string().default(''),
    database: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'expected letters, digits and underscores')
      .default('hostwire'),
    /** HTTP port of the embedded server. */
    port: port().default(8123),
    /**
     * Whether the read-only account may log in to an embedded server that the kernel cannot confine (no Landlock): its SQL can
     * read every file of this user then.
     */
    unconfinedReaders: z.enum(['refuse', 'allow']).default('refuse'),
    /** Native port of the embedded server. Absent: 9000 beside the default HTTP port, otherwise any free one. */
    nativePort: port().optional(),
  }),
  alerts: z.strictObject({
    /** YAML file of channels and routes (docs/alerts.md); absent: only `webhookUrl`, if that is set. */
    file: z.string().min(1).optional(),
    /** Where alerts are posted; absent: shown only. */
    webhookUrl: z
      .url({ protocol: /^https?$/, error: 'expected an address like https://example.org/hook' })
      .optional(),
  }),
  retention: z
    .strictObject({
      /** How long samples are kept as they were measured. */
      raw: durationMs().default(14 * dayMs),
      /** How long their roll-ups to minutes are kept. */
      minutes: durationMs().default(180 * dayMs),
      /** How long their roll-ups to hours are kept. */
      hours: durationMs().default(1_826 * dayMs),
      /** How long the audit log is kept, by whole months. */
      auditLog: durationMs().default(400 * dayMs),
      /** What the database may take on its disk; absent: 80 % of it. It goes before the times, and 1 GiB is left free. */
      maxDisk: byteSize().optional(),
    })
    .prefault({}),
  backup: z
    .strictObject({
      /** The only folder that the embedded server may write backups to, and read them from; absent: `backups` in `data`. */
      folder: z.string().min(1).optional(),
    })
    .prefault({}),
  limits: z.strictObject({
    /** Open connections on the gateway. */
    connections: z.coerce.number().int().min(1).max(1_000_000).default(20_000),
    /** Open connections on the gateway from one address. */
    connectionsPerAddress: z.coerce.number().int().min(1).max(1_000_000).default(2_000),
    /** Logins of agents per second, after a burst of as many as fit in two seconds. */
    loginsPerSecond: z.coerce.number().min(1).max(100_000).default(100),
    /** Batches held in memory until they are committed. */
    queueSize: byteSize().default(256 * 2 ** 20),
    /** How long a batch may wait for others to share its INSERT. */
    linger: durationMs().default(4_000),
    /** Samples per second at most that agents get rid of behind their live data, after an outage. */
    backlogPerSecond: z.coerce.number().min(1).max(1_000_000).default(20_000),
  }),
});

export type CollectorConfig = z.output<typeof collectorConfigSchema>;

/** Keys and sections that a running collector takes over; all others wait for its next start. */
export const reloadable = ['logLevel', 'alerts', 'retention'] as const satisfies (keyof CollectorConfig)[];

function isAddressOrNetwork(text: string): boolean {
  const each = text.trim();
  return z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]).safeParse(each).success;
}
