import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, HostwireError, toError, type LogLevel } from '@hostwire/runtime';

export const logLevels: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** What is set on the host itself; everything else the collector sets, while the agent runs. */
export interface LocalSettings {
  readonly logLevel?: LogLevel;
}

/** Of the file `agent.json` in the state folder: read at start and at SIGHUP. Without it: nothing is set. Throws SETTINGS_INVALID. */
export function readLocalSettings(stateDir: string): LocalSettings {
  const path = join(stateDir, 'agent.json');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return {};
    throw invalid(path, `cannot be read (${errorCode(error)})`);
  }
  return parse(text, path);
}

function parse(text: string, path: string): LocalSettings {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(path, `is not JSON (${toError(error).message})`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(path, 'is not a JSON object');
  const given = new Map<string, unknown>(Object.entries(value));
  const unknown = [...given.keys()].filter((name) => name !== 'logLevel');
  if (unknown.length > 0) throw invalid(path, `has ${unknown.join(', ')}: logLevel is all that it may have`);
  if (!given.has('logLevel')) return {};
  const logLevel = logLevels.find((level) => level === given.get('logLevel'));
  if (logLevel === undefined) throw invalid(path, `has a logLevel that is none of ${logLevels.join(', ')}`);
  return { logLevel };
}

function invalid(path: string, why: string): HostwireError {
  return new HostwireError('SETTINGS_INVALID', `${path} ${why}: correct it, or delete it`);
}
