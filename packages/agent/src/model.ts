/** The parts of the uplink that do no I/O, for the state explorer of test/model. */
export { transition } from './uplink/session.ts';
export {
  initialState,
  type UplinkEffect,
  type UplinkEvent,
  type UplinkState,
} from './uplink/session-state.ts';
