export { QuietFleet } from './quiet-fleet.ts';
export { TestFleet } from './test-fleet.ts';
