import { readFileSync } from 'node:fs';
/** The version in this package's manifest. */
export function agentVersion() {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    return version;
}
//# sourceMappingURL=version.js.map