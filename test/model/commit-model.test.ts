import { describe, expect, test } from '@jest/globals';
import { commitModel } from './commit-model.ts';
import { explore, type Exploration } from './explore.ts';
import type { Flaw, Instance } from './world.ts';

/** Far above what the instances below have: one that outgrows it is to be made smaller, or explored by hand. */
const maxStates = 150_000;

function explored(instance: Instance): Exploration {
  return explore(commitModel(instance), { maxStates });
}

/** In words, so that a failure shows the way there. */
function outcomeOf({ counterexample }: Exploration): string {
  if (counterexample === undefined) return 'everything holds';
  const { kind, what, trace } = counterexample;
  return [`${kind}: ${what}`, ...trace].join('\n  ');
}

const takeover = { agents: 1, collectors: 2, batches: 1, sealed: 1, faults: 1 } as const;
const one = { agents: 1, collectors: 1 } as const;

describe('commit and resume: no loss, no duplicate, no standstill, no honest agent taken for a clone', () => {
  const instances: [string, Instance, takes: readonly string[]][] = [
    [
      'batches are made meanwhile, one fault',
      { ...one, batches: 2, faults: 1 },
      ['agent 0 is killed', 'collector 0 is killed', 'the database restarts', 'the link of agent 0 breaks'],
    ],
    [
      'two faults',
      { ...one, batches: 2, sealed: 2, faults: 2 },
      [
        'the answer to an insert of collector 0 is lost (committed)',
        'the answer to an insert of collector 0 is lost (under way)',
        'collector 0 gets no answer while it recovers',
        'the database takes no insert',
      ],
    ],
    [
      'two agents share inserts, one fault',
      { agents: 2, collectors: 1, batches: 1, sealed: 1, faults: 1 },
      ['collector 0 kills older inserts'],
    ],
    [
      'the database refuses a batch, one fault',
      { ...one, batches: 3, sealed: 3, faults: 1, poison: 2 },
      ['collector 0 hears: data refused', 'agent 0 receives nack'],
    ],
    [
      'inserts are refused for reasons that nobody knows: the batches are sound',
      { ...one, batches: 2, sealed: 2, faults: 6, only: ['insert refused for unknown reasons'] },
      ['collector 0 hears: refused'],
    ],
    [
      'the database refuses a batch for reasons that nobody knows, one fault',
      { ...one, batches: 2, sealed: 2, faults: 1, poison: 1, isPoisonObscure: true },
      ['collector 0 hears: refused', 'agent 0 receives nack'],
    ],
    [
      'a second collector takes over, the first wakes up again; one process dies, or a link',
      { ...takeover, only: ['agent killed', 'collector killed', 'link broken'] },
      ['collector 0 hears: fenced', 'collector 1 hears: fenced'],
    ],
  ];

  test.each(instances)('%s', (_name, instance, takes) => {
    const exploration = explored(instance);
    expect(outcomeOf(exploration)).toBe('everything holds');
    expect(exploration.goals).toBeGreaterThan(0);
    expect([...exploration.taken.keys()]).toEqual(expect.arrayContaining([...takes]));
  });
});

describe('what would break a promise is found', () => {
  const flaws: [Flaw, what: RegExp, instance: Instance][] = [
    [
      'acknowledges before the commit',
      /acknowledged and not there/,
      { ...one, batches: 1, sealed: 1, faults: 0 },
    ],
    [
      'resends without reading back',
      /there twice/,
      { ...one, batches: 1, sealed: 1, faults: 1, only: ['answer lost'] },
    ],
    [
      'reads marks before older writers are ended',
      /there twice/,
      { ...one, batches: 1, sealed: 1, faults: 1, only: ['answer lost'] },
    ],
    [
      'does not kill older inserts',
      /there twice/,
      { ...one, batches: 1, sealed: 1, faults: 1, only: ['answer lost'] },
    ],
    ['inserts without checking the lease', /there twice/, { ...takeover, only: ['link broken'] }],
    [
      'takes any refusal for one of the data',
      /given up and is sound/,
      { ...one, batches: 1, sealed: 1, faults: 1, only: ['insert refused for unknown reasons'] },
    ],
    [
      'sends before the sync',
      /not what its disk holds|taken for a clone|new epoch/,
      { ...one, batches: 1, faults: 1, only: ['agent killed'] },
    ],
  ];

  test.each(flaws)('%s', (flaw, what, instance) => {
    expect(outcomeOf(explored({ ...instance, flaw }))).toMatch(what);
  });

  test('a way that leads nowhere', () => {
    const next = (state: string): string[] =>
      ({ start: ['trap', 'end'], trap: ['trap'], end: [] })[state] ?? [];
    const { counterexample } = explore(
      {
        initial: 'start',
        visit: (state) => ({
          steps: next(state).map((label) => ({ label, isFault: false, next: label, broken: undefined })),
          violation: undefined,
          isGoal: state === 'end',
        }),
      },
      { maxStates: 10 },
    );
    expect(counterexample).toMatchObject({ kind: 'stuck', trace: ['trap'] });
  });

  test('a way out that only a fault opens is none', () => {
    const { counterexample } = explore(
      {
        initial: 'start',
        visit: (state) => ({
          steps: state === 'start' ? [{ label: 'crash', isFault: true, next: 'end', broken: undefined }] : [],
          violation: undefined,
          isGoal: state === 'end',
        }),
      },
      { maxStates: 10 },
    );
    expect(counterexample).toMatchObject({ kind: 'stuck', trace: [] });
  });
});
