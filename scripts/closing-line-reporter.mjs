// A jest reporter that leaves the counts for scripts/test.mjs, which closes the run with them.
import { writeFileSync } from 'node:fs';

export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const file = process.env.HOSTWIRE_TEST_COUNTS;
    if (file === undefined) return;
    const {
      numPassedTests: passed,
      numFailedTests,
      numRuntimeErrorTestSuites,
      numPendingTests: skipped,
    } = results;
    // A file that does not load runs no test, yet must count as a failure.
    writeFileSync(
      file,
      JSON.stringify({ passed, failed: numFailedTests + numRuntimeErrorTestSuites, skipped }),
    );
  }
}
