import { createClient, fetchTransport } from '@hostwire/api/client';
import { learnServerTime } from '../clock/server-clock.ts';
import { basePath } from '../location/base-path.ts';

/** The collector that these pages come from. Calls throw ApiError, or the reason of their signal; every answer tells its time. */
export const collector = createClient(
  fetchTransport({ baseUrl: basePath, onResponse: (response) => learnServerTime(response.header('date')) }),
);
