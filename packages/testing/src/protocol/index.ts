export { frameExamples, sampleExamples } from './frame-examples.ts';
export { inventoryOf } from './inventory-of.ts';
export { sampleBatch, samplesOf } from './sample-arbitrary.ts';
export { sessionExample } from './session-example.ts';
