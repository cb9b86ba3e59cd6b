import type { Inventory } from '@hostwire/protocol';
/** What an inventory has without asking another program. */
export type HostFacts = Omit<Inventory, 'type' | 'agentVersion' | 'nodeVersion'>;
/** What `os` and /proc tell. Never rejects: what cannot be read stays empty or 0. */
export declare function readHostFacts(procRoot?: string, osReleasePath?: string): Promise<HostFacts>;
/** NAME and VERSION_ID of os-release, for example "Debian GNU/Linux 12". */
export declare function osName(osRelease: string): string | undefined;
