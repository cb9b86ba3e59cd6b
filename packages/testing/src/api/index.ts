export { alertOf } from './alert-of.ts';
export { hostSummary } from './host-summary.ts';
export { sampleOf } from './sample-of.ts';
