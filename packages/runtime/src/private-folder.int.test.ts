import { afterAll, expect, test } from '@jest/globals';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requirePrivateFolder } from './private-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'private-folder-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([0o700, 0o750, 0o755])('mode %o is taken', (mode) => {
  chmodSync(folder, mode);
  expect(() => requirePrivateFolder(folder)).not.toThrow();
});

test.each([0o770, 0o720, 0o702, 0o777, 0o1777])('mode %o is refused, with what to do', (mode) => {
  chmodSync(folder, mode);
  expect(() => requirePrivateFolder(folder)).toThrow(
    expect.objectContaining({
      code: 'DATA_DIR_UNSAFE',
      message: expect.stringContaining(`chmod go-w '${folder}'`),
    }),
  );
});
