export { Breakpoints } from './breakpoints.ts';
export { HttpReceiver, type ReceivedRequest } from './http-receiver.ts';
export { Load, type LoadName } from './load.ts';
export { ManualClock } from './manual-clock.ts';
export { removeFolder } from './remove-folder.ts';
export { silentLogger } from './silent-logger.ts';
export { startSmtpReceiver } from './smtp-receiver.ts';
export { TcpProxy } from './tcp-proxy.ts';
export { waitFor } from './wait-for.ts';
