// Asks systeminformation about this host, in a process of its own: it runs dozens of programs, blocks while they run,
// and may hang or crash (dmidecode, lsblk, hostname -f, nmcli). inventory.ts starts it, reads it and ends it.
//
// Each part is one line on standard output as soon as it is known: {"part":"cpu","value":{...}}. The parts that are
// likeliest to hang come last, so a time-out costs little. Plain JavaScript, because it runs from the sources as well
// as from a build.
import { writeSync } from 'node:fs';
import si from 'systeminformation';

const parts = ['cpu', 'system', 'diskLayout', 'blockDevices', 'osInfo', 'graphics', 'networkInterfaces'];

// No await at the top level: the agent as one file holds this as a CommonJS module.
void run();

async function run() {
  for (const part of parts) {
    try {
      write({ part, value: await si[part]() });
    } catch (error) {
      write({ part, error: String(error) });
    }
  }
}

/** Synchronous, so that nothing is lost when this process is killed. */
function write(line) {
  writeSync(1, `${JSON.stringify(line)}\n`);
}
