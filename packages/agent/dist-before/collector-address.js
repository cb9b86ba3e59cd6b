import { HostwireError } from '@hostwire/runtime';
const defaultPort = 4681;
/** Reads `wss://HOST:PORT`, `https://HOST:PORT` or `HOST:PORT`. Throws HostwireError COLLECTOR_INVALID. */
export function parseCollectorAddress(text) {
    const trimmed = text.trim();
    const withScheme = trimmed.includes('://') ? trimmed : `wss://${trimmed}`;
    const url = URL.canParse(withScheme) ? new URL(withScheme) : undefined;
    if (url === undefined || !['wss:', 'https:'].includes(url.protocol) || url.hostname === '') {
        const message = `'${text}' is no collector: expected wss://HOST:PORT as printed by \`hostwire token create\``;
        throw new HostwireError('COLLECTOR_INVALID', message);
    }
    // The URL parser leaves out 443, the default of both schemes.
    const port = url.port !== '' ? Number(url.port) : /:443(\/|$)/.test(withScheme) ? 443 : defaultPort;
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    return { host, port, url: `wss://${url.hostname}:${port}` };
}
//# sourceMappingURL=collector-address.js.map