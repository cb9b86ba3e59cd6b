import { describe, expect, test } from '@jest/globals';
import { findLibrary } from './library.ts';

const resolve = (specifier: string) => `/modules/${specifier}`;
const missing = (specifier: string): string => {
  throw new Error(`Cannot find module '${specifier}'`);
};
const hint = 'Use an external server instead.';

describe('findLibrary', () => {
  test('finds the library beside the manifest of the package for the platform', () => {
    const path = findLibrary({ os: 'linux', cpu: 'x64', resolve }, undefined);
    expect(path).toBe('/modules/@chdb/lib-linux-x64-gnu/libchdb.so');
  });

  test('an unknown platform is named, with the way out', () => {
    const find = () => findLibrary({ os: 'win32', cpu: 'x64', resolve }, hint);
    expect(find).toThrow(expect.objectContaining({ code: 'UNSUPPORTED_PLATFORM', retryable: false }));
    expect(find).toThrow(/win32-x64.*Use an external server instead\.$/);
  });

  test('a missing package is named, with how to install it and the way out', () => {
    const find = () => findLibrary({ os: 'linux', cpu: 'arm64', resolve: missing }, hint);
    expect(find).toThrow(expect.objectContaining({ code: 'LIBRARY_MISSING', retryable: false }));
    expect(find).toThrow(/npm install @chdb\/lib-linux-arm64-gnu.*Use an external server instead\.$/);
  });
});
