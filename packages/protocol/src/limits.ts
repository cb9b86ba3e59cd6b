/** Version of the protocol that Hello announces. */
export const protocolVersion = 1;

/** The bounds of everything that a peer can make grow. Whoever writes keeps to them, whoever reads enforces them. */
export const protocolLimits = {
  /** One WebSocket message. */
  maxFrameBytes: 2 ** 20,
  /** Fields in one frame, those of its sub-messages and unknown ones included. */
  maxFrameFields: 16_384,
  maxBatchSamples: 10_000,
  /** A payload before compression. */
  maxRawBytes: 4 * 2 ** 20,
  /** Rows times columns, summed over the groups of a batch: 8 bytes each once decoded. */
  maxBatchValues: 4 * 2 ** 20,
  /** Distinct devices of one group in one batch. */
  maxDevicesPerGroup: 4096,
  /** Names and labels of all devices of a batch. */
  maxBatchTexts: 2 ** 17,
  /** A name or any other text, as UTF-8. */
  maxTextBytes: 512,
  /** Disks, interfaces, addresses of one interface, graphics cards: each. */
  maxInventoryItems: 1024,
  /** Issues in one frame. */
  maxIssues: 64,
  /** Groups, and filters, in one Settings: each. */
  maxSettingGroups: 64,
  /** Numbers by key in one Settings. */
  maxSettingNumbers: 64,
  /** Globs in one list of a filter, and the bytes of each. */
  maxGlobs: 64,
  maxGlobBytes: 128,
  /** The body of an enrolment request or of its answer. */
  maxEnrollBytes: 8192,
} as const;
