import type { Line } from '../screen/line.ts';
import { span } from '../screen/line.ts';
import type { TopState } from '../state.ts';
import { fleetView } from './fleet-view.ts';
import { helpView } from './help-view.ts';
import { hostView } from './host-view.ts';

const leastColumns = 40;
const leastRows = 8;

/** What is on the screen: as many lines as it has rows. */
export function view(state: TopState): Line[] {
  if (state.columns < leastColumns || state.rows < leastRows)
    return [[span(`Too small: ${leastColumns}×${leastRows} are needed`)]];
  if (state.isHelp) return helpView(state);
  return state.host === undefined ? fleetView(state) : hostView(state);
}
