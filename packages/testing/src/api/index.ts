export { hostSummary } from './host-summary.ts';
export { sampleOf } from './sample-of.ts';
