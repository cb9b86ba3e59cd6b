import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** From src/downloads and from dist/downloads alike. */
const installFolder = fileURLToPath(new URL('../../install', import.meta.url));

/** The services as deploy/systemd and deploy/openrc have them; the build copies them here. */
const files = {
  script: 'install.sh',
  systemd: 'hostwire-agent.service',
  openrc: 'hostwire-agent.openrc',
  launcher: 'hostwire-agent-launch',
} as const;

export interface InstallScriptOptions {
  /** wss://HOST:PORT of the gateway, as the host that asks reaches it. */
  readonly gatewayUrl: string;
  /** sha256 of the gateway's public key, in hexadecimal: what enrolment tokens hold, too. */
  readonly pin: string;
  readonly version: string;
  /** Of the executables, as sha256sum prints them. */
  readonly checksums: string;
}

/** install.sh with this collector's address, key and checksums in it. */
export function installScript({ gatewayUrl, pin, version, checksums }: InstallScriptOptions): string {
  const values: Readonly<Record<string, string>> = {
    URL: httpsUrl(gatewayUrl),
    GATEWAY: gatewayUrl,
    PIN_BASE64: Buffer.from(pin, 'hex').toString('base64'),
    VERSION: version,
    CHECKSUMS: checksums,
    SYSTEMD_UNIT: read(files.systemd).trimEnd(),
    LAUNCHER: read(files.launcher).trimEnd(),
    OPENRC_SERVICE: read(files.openrc).trimEnd(),
  };
  return read(files.script).replace(/@([A-Z_0-9]+)@/g, (whole, name: string) => values[name] ?? whole);
}

/** The line that a person pastes on a host, as root. */
export function installCommand(
  { gatewayUrl, pin }: { gatewayUrl: string; pin: string },
  token: string,
): string {
  const pinned = `sha256//${Buffer.from(pin, 'hex').toString('base64')}`;
  return `curl -fsSk --pinnedpubkey '${pinned}' ${httpsUrl(gatewayUrl)}/install.sh | sudo sh -s -- ${token}`;
}

function httpsUrl(gatewayUrl: string): string {
  return gatewayUrl.replace(/^wss:/, 'https:').replace(/\/$/, '');
}

function read(name: string): string {
  return readFileSync(`${installFolder}/${name}`, 'utf8');
}
