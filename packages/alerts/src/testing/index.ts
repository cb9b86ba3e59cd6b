/** What tests of several packages share. Published with none of them. */
export { QuietFleet } from './quiet-fleet.ts';
