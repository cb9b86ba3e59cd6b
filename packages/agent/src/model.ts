/** The parts of the uplink that do no I/O, for the state explorer of test/model. */
export {
  initialState,
  transition,
  type UplinkEffect,
  type UplinkEvent,
  type UplinkState,
} from './uplink/session.ts';
