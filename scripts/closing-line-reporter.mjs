// A jest reporter that says which test files failed and closes with one line a machine can read.
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    // A file that does not load runs no test, yet must count as a failure.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
    process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed${skipped}\n`);
  }
}
