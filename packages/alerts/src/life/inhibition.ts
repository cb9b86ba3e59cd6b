import type { ActiveAlert } from './alert-state.ts';
import { alertKey } from './alert-identity.ts';

/** An alert of the first rule, while it fires, mutes the others: on the same host, or everywhere. */
const inhibitions = [
  { by: 'ingest_stalled', mutes: (rule: string) => rule === 'host_silent', everywhere: true },
  {
    by: 'host_silent',
    mutes: (rule: string) => rule !== 'host_silent' && rule !== 'agent_cloned',
    everywhere: false,
  },
  { by: 'filesystem_full', mutes: (rule: string) => rule.startsWith('filesystem_'), sameDevice: true },
  {
    by: 'filesystem_nearly_full',
    mutes: (rule: string) => rule === 'filesystem_full_soon',
    sameDevice: true,
  },
  { by: 'link_down', mutes: (rule: string) => rule === 'link_flapping', sameDevice: true },
] as const;

/** The rule whose alert mutes this one; '' when none does. */
export function inhibitedBy(alert: ActiveAlert, active: ReadonlyMap<string, ActiveAlert>): string {
  for (const inhibition of inhibitions) {
    if (inhibition.by === alert.rule || !inhibition.mutes(alert.rule)) continue;
    const host = 'everywhere' in inhibition && inhibition.everywhere ? '' : alert.host;
    const device = 'sameDevice' in inhibition ? alert.device : '';
    if (active.get(alertKey({ rule: inhibition.by, host, device }))?.state === 'firing') return inhibition.by;
  }
  return '';
}
