// With HOSTWIRE_TEST_RETRIES=N a test that failed is tried again, at most N times. Both outcomes are printed, and the closing
// line counts what needed it: a machine that stood still is no fault of the change, but a test that needs it often is one.
import { jest } from '@jest/globals';

const retries = Number(process.env.HOSTWIRE_TEST_RETRIES ?? 0);
if (retries > 0) jest.retryTimes(retries, { logErrorsBeforeRetry: true });
