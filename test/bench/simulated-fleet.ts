// The program of a simulated fleet: a process of its own, so that its cost is not the collector's. Driven by
// simulated-fleet/fleet-process.ts over the channel of fork().
import { Fleet } from './simulated-fleet/fleet.ts';
import type { FleetReport, FleetCommand } from './simulated-fleet/fleet-process.ts';

let fleet: Fleet | undefined;

process.on('message', (command: FleetCommand) => void obey(command));
process.on('disconnect', () => process.exit());

async function obey(command: FleetCommand): Promise<void> {
  try {
    if (command.type === 'start') {
      fleet = new Fleet(command.options);
      await fleet.start();
    } else if (command.type !== 'figures') {
      fleet?.[command.type]();
    }
    answer({ id: command.id, ...(fleet && { figures: fleet.figures() }) });
  } catch (error) {
    answer({ id: command.id, error: String(error) });
  }
}

function answer(message: FleetReport): void {
  process.send?.(message);
}
