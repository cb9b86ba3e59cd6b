// An entry point of its own: it loads zod and yaml, 9 MB that a daemon without a configuration file need not carry.
export { ConfigError, loadConfig, type ConfigOptions } from './config.ts';
export { byteSize, durationMs, port } from './measure.ts';
