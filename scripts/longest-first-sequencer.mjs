// A long file that begins last leaves the other workers idle. How long files took is known from the run before; on a
// clean machine the kind of test says enough: what starts the whole product takes longest, units take nothing.
import TestSequencer from '@jest/test-sequencer';

const Sequencer = TestSequencer.default ?? TestSequencer;

const longestFirst = ['e2e', 'browser', 'int', 'unit'];
const rank = ({ context }) => longestFirst.indexOf(context.config.displayName.name);

export default class LongestFirstSequencer extends Sequencer {
  sort(tests) {
    const bySize = super.sort(tests); // failed before, then by time where it is known, else by size
    return bySize.some((test) => test.duration === undefined)
      ? bySize.toSorted((a, b) => rank(a) - rank(b))
      : bySize;
  }
}
