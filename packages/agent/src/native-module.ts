import { readFileSync } from 'node:fs';

const { report } = process;
const getReport = report.getReport.bind(report);
let loading = 0;

/**
 * Loads an npm package that has a native part. The loaders that napi-rs generates ask `process.report` which C library runs, and a
 * report waits until every worker thread has had its say: one that reads a file whose server is dead would hold this thread for
 * ever. While a package loads, the report has that one answer. Rejects as `load` does.
 */
export async function loadNative<T>(load: () => Promise<T>): Promise<T> {
  loading++;
  report.getReport = () => ({ header: runsOnMusl() ? {} : { glibcVersionRuntime: 'glibc' } });
  try {
    return await load();
  } finally {
    if (--loading === 0) report.getReport = getReport;
  }
}

function runsOnMusl(): boolean {
  try {
    return readFileSync('/proc/self/maps', 'utf8').includes('/ld-musl-');
  } catch {
    return false; // not Linux
  }
}
