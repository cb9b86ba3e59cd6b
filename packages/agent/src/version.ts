import { packageText } from './package-file.ts';

/** The version in this package's manifest. */
export function agentVersion(): string {
  const { version } = JSON.parse(packageText('package.json')) as { version: string };
  return version;
}
