// Runs the files of a project one after the other, when those of the other projects are over or have not begun.
import JestRunner from 'jest-runner';

const TestRunner = JestRunner.default ?? JestRunner;

export default class AloneRunner extends TestRunner {
  isSerial = true;
}
