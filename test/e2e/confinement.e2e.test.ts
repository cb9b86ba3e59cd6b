import { afterAll, expect, test } from '@jest/globals';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cloneRoot } from '../harness/clone.ts';
import { killLeftovers, runProgram } from '../harness/program.ts';
import { Stack } from '../harness/stack.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const folders: string[] = [];
afterAll(async () => {
  await killLeftovers();
  folders.forEach(removeWorkFolder);
});

function makeFolder(): string {
  const folder = makeWorkFolder('confinement');
  folders.push(folder);
  return folder;
}

interface Findings {
  readonly findings: readonly { check: string; ok: boolean; found: string }[];
}

async function confinementOf(stack: Stack): Promise<Findings['findings'][number] | undefined> {
  const { stdout } = await stack.hostwire(['doctor', '--json']);
  return (JSON.parse(stdout) as Findings).findings.find(({ check }) => check === 'confinement');
}

test('where the kernel confines: SQL reads no file, and doctor says so', async () => {
  const stack = new Stack(makeFolder(), { command: ['collector', 'run'] });
  await stack.start();
  try {
    expect(await confinementOf(stack)).toMatchObject({
      ok: true,
      found: expect.stringContaining('Landlock'),
    });
    const { code, stderr } = await stack.hostwire(['sql', "SELECT file('/etc/passwd')"]);
    expect(code).not.toBe(0);
    expect(stderr).toContain('Permission denied');
  } finally {
    await stack.stop();
  }
});

test.each(['refuse', 'allow'])(
  'without Landlock and unconfinedReaders "%s": said by log, doctor and SQL',
  async (setting) => {
    const stack = new Stack(makeFolder(), {
      command: ['collector', 'run'],
      within: ['perl', join(cloneRoot, 'packages/clickhouse-embedded/test-support/without-landlock.pl')],
      env: { HOSTWIRE_CLICKHOUSE_UNCONFINED_READERS: setting },
    });
    await stack.start();
    try {
      expect(stack.program.stderr + stack.program.stdout).toContain('this kernel has no Landlock');
      expect(await confinementOf(stack)).toMatchObject({ ok: false });
      const { code, stdout, stderr } = await stack.hostwire(['sql', 'SELECT 42']);
      if (setting === 'allow') expect(stdout).toContain('42');
      else expect(stderr).toContain('clickhouse.unconfinedReaders');
      expect(code === 0).toBe(setting === 'allow');
    } finally {
      await stack.stop();
    }
  },
);

test('a data folder that others may write to is refused, with what to do', async () => {
  const data = join(makeFolder(), 'data');
  mkdirSync(data);
  chmodSync(data, 0o777);
  const args = [
    'collector',
    'run',
    '--data',
    data,
    '--web-port',
    '0',
    '--gateway-port',
    '0',
    '--clickhouse-port',
    '0',
  ];
  const { code, stderr } = await runProgram('hostwire', args);
  expect(code).not.toBe(0);
  expect(stderr).toContain(`chmod go-w '${data}'`);
});
