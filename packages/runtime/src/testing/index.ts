/** What tests of several packages share. Published with none of them. */
export { HttpReceiver, type ReceivedRequest } from './http-receiver.ts';
export { removeFolder } from './remove-folder.ts';
export { silentLogger } from './silent-logger.ts';
export { waitFor } from './wait-for.ts';
