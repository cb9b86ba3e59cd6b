/** The bounds of what a peer can cost. Those that depend on the size of a fleet are settings (config.ts, `limits`). */
export const gatewayLimits = {
  tlsHandshakeMs: 5_000,
  /** Until the request's headers are complete, and until all of it is. */
  headersMs: 5_000,
  requestMs: 10_000,
  connectionsCheckMs: 1_000,
  keepAliveMs: 5_000,
  maxHeaderBytes: 8 * 1024,
  maxHeaders: 32,

  /** WebSocket: see ws. Messages that are whole take one fragment; TLS records are the chunks. */
  maxFragments: 16,
  maxBufferedChunks: 256,
  closeMs: 3_000,

  /** Programs being sent at once to hosts that install the agent. */
  maxDownloads: 16,

  /**
   * Logins and enrolments with a wrong key or token. An address that has more `failures` than this is verified only so
   * often from then on: about 2 % of a core for the logins of one address, 20 % for all such addresses in `total`.
   */
  failing: {
    failures: { burst: 20, perSecond: 1 },
    login: { burst: 400, perSecond: 200 },
    enrolment: { burst: 40, perSecond: 20 },
    total: { burst: 4_000, perSecond: 2_000 },
  },
  /** Addresses remembered for that; the one that failed longest ago is forgotten first. */
  maxFailingAddresses: 10_000,
  retryAfterSeconds: 2,
} as const;

export const sessionLimits = {
  helloMs: 5_000,
  /** How long the machine that is connected has to answer when another one comes under its identity. */
  probeMs: 3_000,
  /** Until the marks are read: as long as the database does not answer. */
  welcomeMs: 30_000,
  /** Without a sign of life: a batch is one, so an agent that sends is not pinged. */
  pingMs: 20_000,
  maxMissedPings: 2,
  tickMs: 1_000,
  /** Unsent bytes of an agent that does not read. */
  maxUnsentBytes: 256 * 1024,
  maxMalformedBatches: 3,
  /** Of what a frame says about its reason. */
  maxDetailLength: 200,
  /** A hole is pointed out again when nothing came of it. */
  resumeAgainMs: 5_000,
  frames: { burst: 4_000, perSecond: 2_000 },
  /** When to come back, by the reason of a GoAway. */
  retry: {
    protocol: { minMs: 30_000, maxMs: 120_000 },
    clone: { minMs: 60_000, maxMs: 600_000 },
    overload: { minMs: 1_000, maxMs: 30_000 },
    restart: { minMs: 1_000, maxMs: 30_000 },
    taken_over: { minMs: 5_000, maxMs: 30_000 },
    revoked: { minMs: 0, maxMs: 0 },
  },
  /** After a restart agents come back spread over this long each, within the bounds. */
  restart: { msPerAgent: 10, minMs: 1_000, maxMs: 60_000 },
} as const;
