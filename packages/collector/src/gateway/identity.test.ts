import { describe, expect, test } from '@jest/globals';
import {
  identityLimits,
  judgeHistory,
  judgeIdentity,
  unknownIdentity,
  type Claim,
  type IdentityRecord,
  type IdentityVerdict,
  type MachineFacts,
  type Rival,
} from './identity.ts';

const facts: MachineFacts = { machineHash: 'm1', firstMac: 'mac1', rootFsUuid: 'fs1', dmiUuidHash: 'dmi1' };
const owner: Claim = { bootId: 'boot1', epoch: 'epoch1', generation: 0, facts };
const unreadable = { dmiUuidHash: '' }; // an agent that is not root cannot read it
/** The key was copied to another host. */
const thief: Claim = {
  bootId: 'thief1',
  epoch: 'epoch9',
  generation: 0,
  facts: { machineHash: 'm9', firstMac: 'mac9', rootFsUuid: 'fs9', dmiUuidHash: '' },
};
/** A copy of the owner's disk in another virtual machine. */
const clone: Claim = { ...owner, bootId: 'clone1', facts: { ...facts, ...unreadable, firstMac: 'mac2' } };

/** The identity of one agent, and what was reported of it. */
class Desk {
  record: IdentityRecord = unknownIdentity;
  reports: string[] = [];
  nowMs = 0;
  readonly clones: 'lock' | 'alert';

  constructor(clones: 'lock' | 'alert' = 'lock') {
    this.clones = clones;
  }

  hello(claim: Claim, rival: Rival = 'none'): IdentityVerdict {
    const policy = { mark: 1, clones: this.clones, nowMs: this.nowMs };
    const { verdict, record, report } = judgeIdentity(this.record, { claim, rival, policy });
    this.record = record;
    if (report !== undefined) this.reports.push(report);
    return verdict;
  }

  /** With the generation that was handed out last, as an agent presents it. */
  returns(claim: Claim, rival: Rival = 'none'): IdentityVerdict['type'] {
    return this.hello({ ...claim, generation: this.record.generation }, rival).type;
  }

  history(claim: Claim): IdentityVerdict['type'] {
    const policy = { mark: 1, clones: this.clones, nowMs: this.nowMs };
    return judgeHistory(this.record, claim, policy).type;
  }
}

function deskOf(claim = owner, clones: 'lock' | 'alert' = 'lock'): Desk {
  const desk = new Desk(clones);
  expect(desk.hello(claim).type).toBe('accepted');
  return desk;
}

describe('an honest machine', () => {
  test('is accepted again and again without being probed', () => {
    const desk = deskOf();
    for (const rival of ['unasked', 'none', 'unasked'] as const)
      expect(desk.returns(owner, rival)).toBe('accepted');
    expect(desk.reports).toEqual([]);
  });

  test('is accepted after a reboot, at once or once its old connection did not answer', () => {
    const desk = deskOf();
    expect(desk.returns({ ...owner, bootId: 'boot2' })).toBe('accepted');
    expect(desk.returns({ ...owner, bootId: 'boot3' }, 'unasked')).toBe('probe');
    expect(desk.returns({ ...owner, bootId: 'boot3' }, 'silent')).toBe('accepted');
    expect(desk.reports).toEqual([]);
  });

  test.each([
    ['network card', { firstMac: 'mac7' }],
    ['disk', { rootFsUuid: 'fs7' }],
    ['machine id', { machineHash: 'm7' }],
    ['mainboard', { firstMac: 'mac7', dmiUuidHash: 'dmi7' }],
  ])('is accepted with another %s, which is its own after a while', (_part, change) => {
    const desk = deskOf();
    const changed = { ...owner, bootId: 'boot2', facts: { ...facts, ...change } };
    expect(desk.returns(changed)).toBe('accepted');
    desk.nowMs += identityLimits.settleMs;
    expect(desk.returns(changed)).toBe('accepted');
    expect(desk.record.facts).toMatchObject(change);
    expect(desk.reports).toEqual([]);
  });

  test('is known by what was learned of it after its enrolment', () => {
    const desk = new Desk();
    desk.record = {
      ...unknownIdentity,
      facts: { machineHash: 'm1', firstMac: '', rootFsUuid: '', dmiUuidHash: '' },
    };
    desk.hello(owner);
    expect(desk.record.facts).toEqual(facts);
    expect(desk.hello(thief).type).toBe('rejected');
  });

  test('that was restored from a snapshot is accepted and reported', () => {
    const desk = deskOf();
    const early = { ...owner, generation: desk.record.generation };
    for (let i = 0; i < 3; i++) desk.returns(owner);
    expect(desk.hello(early, 'unasked').type).toBe('probe');
    expect(desk.hello(early, 'silent').type).toBe('accepted');
    expect(desk.reports).toEqual([expect.stringContaining('restored from a snapshot')]);
    expect(desk.returns(owner)).toBe('accepted');
  });
});

describe('a thief with the key', () => {
  test.each(['none', 'unasked', 'silent', 'alive'] as const)('is kept out (owner: %s)', (rival) => {
    const desk = deskOf();
    expect(desk.hello(thief, rival).type).toBe('rejected');
    expect(desk.returns(owner, 'unasked')).toBe('accepted');
    expect(desk.reports).toHaveLength(1);
  });

  test('is kept out after another boot of its own, and reported once', () => {
    const desk = deskOf();
    desk.hello(thief);
    expect(desk.hello({ ...thief, bootId: 'thief2' }).type).toBe('rejected');
    expect(desk.reports).toHaveLength(1);
  });

  test('that claims the facts and the boot of the owner is kept out while the owner is there', () => {
    const desk = deskOf();
    desk.returns(owner);
    const liar = { ...owner, epoch: 'epoch9', generation: 0 };
    expect(desk.hello(liar, 'unasked').type).toBe('probe');
    expect(desk.hello(liar, 'alive').type).toBe('rejected');
  });

  test('brings no history under the name of the owner', () => {
    const desk = deskOf();
    expect(desk.history(owner)).toBe('accepted');
    expect(desk.history(thief)).toBe('rejected');
    expect(desk.history({ ...clone, epoch: 'epoch0' })).toBe('too_early');
  });

  test('is let in and reported under the policy "alert"', () => {
    const desk = deskOf(owner, 'alert');
    expect(desk.hello(thief, 'alive').type).toBe('accepted');
    expect(desk.reports).toHaveLength(1);
  });
});

describe('two clones', () => {
  test('at the same time: the newcomer is locked, for every boot of it that can be told from the owner', () => {
    const desk = deskOf();
    expect(desk.returns(clone, 'unasked')).toBe('probe');
    expect(desk.returns(clone, 'alive')).toBe('rejected');
    for (let round = 0; round < 5; round++) {
      expect(desk.returns(owner, 'unasked')).toBe('accepted');
      expect(desk.returns({ ...clone, bootId: `clone${round}` }, 'unasked')).toBe('rejected');
    }
    expect(desk.reports).toHaveLength(1);
  });

  test('the one that came first while the owner was away is locked when the owner is back', () => {
    const desk = deskOf();
    expect(desk.returns(clone)).toBe('accepted');
    expect(desk.returns({ ...owner, bootId: 'boot2' }, 'unasked')).toBe('probe');
    expect(desk.returns({ ...owner, bootId: 'boot2' }, 'alive')).toBe('accepted');
    expect(desk.returns(clone, 'unasked')).toBe('rejected');
  });

  test('that take turns and never meet are found out when the first one is back', () => {
    const desk = deskOf();
    const twin = { ...owner, bootId: 'twin1' };
    expect(desk.returns(twin)).toBe('accepted');
    expect(desk.returns(owner)).toBe('accepted');
    expect(desk.reports).toHaveLength(1);
    expect(desk.returns(twin)).toBe('rejected');
  });

  test('of a running machine, alike in everything, are found out while both are there', () => {
    const desk = deskOf();
    const early = { ...owner, generation: desk.record.generation };
    desk.returns(owner);
    desk.returns(owner);
    expect(desk.hello(early, 'unasked').type).toBe('probe');
    expect(desk.hello(early, 'alive').type).toBe('rejected');
  });
});

test('what is remembered of an agent is bounded', () => {
  const desk = deskOf(owner, 'lock');
  for (let i = 0; i < 100; i++) {
    desk.returns({ ...owner, bootId: `boot${i}` });
    desk.hello({ ...thief, bootId: `thief${i}`, facts: { ...thief.facts, firstMac: `${i}` } });
  }
  expect(desk.record.formerBoots).toHaveLength(identityLimits.maxBoots);
  expect(desk.record.locked.length).toBeLessThanOrEqual(identityLimits.maxLocked);
});
