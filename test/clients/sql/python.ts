import { join } from 'node:path';
import type { Client } from '../client.ts';
import type { Instance } from '../instance.ts';
import { findings, programsFolder, python } from '../toolchain.ts';

/** A client from PyPI: its program stands in programs/python beside the packages that it needs. */
function pythonClient(name: string): Client<Instance> {
  return {
    name,
    run: async (instance) => {
      const interpreter = await python(name);
      const script = join(programsFolder, 'python', `${name.replace('-', '_')}_client.py`);
      const target = await instance.targetFile();
      return findings(interpreter, [script, target], { env: { PYTHONDONTWRITEBYTECODE: '1' } });
    },
  };
}

export const clickhouseConnect = pythonClient('clickhouse-connect');
export const clickhouseDriver = pythonClient('clickhouse-driver');
