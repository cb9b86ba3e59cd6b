import { join } from 'node:path';
import type { Client } from '../client.ts';
import type { Instance } from '../instance.ts';
import { findings, programsFolder } from '../toolchain.ts';

export const clickhouseJs: Client<Instance> = {
  name: 'clickhouse-js',
  run: async (instance) => {
    const script = join(programsFolder, 'node', 'clickhouse-js.mjs');
    return findings(process.execPath, [script, await instance.targetFile()]);
  },
};
