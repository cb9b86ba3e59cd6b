import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { removeFolder } from '@hostwire/testing';
import { enrolmentToken } from './enrolment-token.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'token-'));
});
afterAll(() => removeFolder(folder));

test('a token comes as an argument or from a file, whose line end is not part of it', () => {
  const file = join(folder, 'token');
  writeFileSync(file, 'hw1_token\n');
  expect(enrolmentToken({ token: 'hw1_token' })).toBe('hw1_token');
  expect(enrolmentToken({ tokenFile: file })).toBe('hw1_token');
});

test('neither, both, no file and an empty file are refused with what to do', () => {
  const empty = join(folder, 'empty');
  writeFileSync(empty, '\n');
  expect(() => enrolmentToken({})).toThrow('give the enrolment token with --token-file');
  expect(() => enrolmentToken({ token: 'a', tokenFile: empty })).toThrow('not both');
  expect(() => enrolmentToken({ tokenFile: join(folder, 'none') })).toThrow('cannot be read (ENOENT)');
  expect(() => enrolmentToken({ tokenFile: empty })).toThrow('is empty');
});
