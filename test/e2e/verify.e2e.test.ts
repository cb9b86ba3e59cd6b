import { expect, test } from '@jest/globals';
import { runProgram } from '../harness/program.ts';

test('hostwire-agent verify: everything that can be read twice agrees', async () => {
  const { code, stdout } = await runProgram('hostwire-agent', ['verify', '--seconds', '2', '--json']);
  const reported = JSON.parse(stdout) as { ok: boolean; findings: { ok: boolean }[]; unread: unknown[] };
  expect(reported.findings.filter(({ ok }) => !ok)).toEqual([]);
  expect(reported).toMatchObject({ ok: true, seconds: 2 });
  expect(code).toBe(0);
  const wrong = await runProgram('hostwire-agent', ['verify', '--seconds', 'soon']);
  expect(wrong.code).toBe(2);
});
