import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '../client.ts';
import type { Instance, SqlTarget } from '../instance.ts';
import { cache, findings, install, program, programsFolder } from '../toolchain.ts';

export const jdbc: Client<Instance> = {
  name: 'jdbc',
  run: async (instance) => {
    const java = program('java');
    const maven = program('mvn');
    const libraries = cache('java');
    const args = ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${libraries}`];
    await install('clickhouse-jdbc', { command: maven, args, cwd: join(programsFolder, 'java') });
    const target = join(instance.folder, 'target.properties');
    writeFileSync(target, properties(await instance.target()));
    const source = join(programsFolder, 'java', 'JdbcClient.java');
    return findings(java, ['-cp', `${libraries}/*`, source, target]);
  },
};

/** As java.util.Properties reads them. */
function properties(target: SqlTarget): string {
  const lines = Object.entries(target).map(([key, value]) => {
    const text = Array.isArray(value) ? value.map(String).join(',') : String(value);
    return `${key}=${text.replace(/[\\=:#!]/g, '\\$&')}`;
  });
  return `${lines.join('\n')}\n`;
}
