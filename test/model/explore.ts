import { createHash } from 'node:crypto';

/**
 * Visits every state that a model can reach, breadth first, and looks at each once. A state is a string: two equal ones
 * are the same state.
 *
 * It answers three questions: is a state reached that must not be (the shortest way there is the counterexample); is
 * there a state from which no way without faults leads to a goal (stuck); and how often was each kind of step taken, so
 * that a model in which nothing can happen is noticed.
 *
 * What was visited is remembered by its hash (160 bits), what is still to be visited as it is.
 */
export interface Step {
  /** What happens, for people: "agent 1 is killed". */
  readonly label: string;
  /** Something that need not happen: a way out of trouble may not count on it. */
  readonly isFault: boolean;
  readonly next: string;
  /** What this step itself breaks, whatever state it leads to. */
  readonly broken: string | undefined;
}

interface Visit {
  readonly steps: Iterable<Step>;
  /** What is wrong with the state; undefined: nothing. */
  readonly violation: string | undefined;
  readonly isGoal: boolean;
}

export interface Model {
  readonly initial: string;
  visit(state: string): Visit;
}

interface Counterexample {
  readonly kind: 'violation' | 'stuck';
  readonly what: string;
  /** The labels from the first state on. */
  readonly trace: readonly string[];
}

export interface Exploration {
  readonly states: number;
  readonly transitions: number;
  /** Steps from the first state to the farthest. */
  readonly depth: number;
  readonly goals: number;
  /** How often each label was taken. */
  readonly taken: ReadonlyMap<string, number>;
  readonly counterexample: Counterexample | undefined;
}

/** Throws when there are more than `maxStates`: an exploration that is cut short proves nothing. */
export function explore(model: Model, { maxStates }: { maxStates: number }): Exploration {
  return new Explorer(model, maxStates).run();
}

class Explorer {
  readonly #model: Model;
  readonly #maxStates: number;
  /** '' once visited. */
  readonly #states: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** By number: how it was first reached. */
  readonly #parents: number[] = [];
  readonly #labels: string[] = [];
  readonly #depths: number[] = [];
  readonly #goals: number[] = [];
  readonly #taken = new Map<string, number>();
  /** Steps without faults, backwards: by the state that they lead to. */
  readonly #before: number[][] = [];
  #transitions = 0;

  constructor(model: Model, maxStates: number) {
    this.#model = model;
    this.#maxStates = maxStates;
  }

  run(): Exploration {
    return this.#result(this.#visit() ?? this.#findDeadlock());
  }

  #visit(): Counterexample | undefined {
    this.#reach(this.#model.initial, -1, '');
    for (let number = 0; number < this.#states.length; number++) {
      const state = this.#states[number]!;
      this.#states[number] = '';
      const { violation: what, isGoal, steps } = this.#model.visit(state);
      if (what !== undefined) return { kind: 'violation', what, trace: this.#trace(number) };
      if (isGoal) this.#goals.push(number);
      for (const step of steps) {
        this.#transitions++;
        this.#taken.set(step.label, (this.#taken.get(step.label) ?? 0) + 1);
        if (step.broken !== undefined)
          return { kind: 'violation', what: step.broken, trace: [...this.#trace(number), step.label] };
        const next = this.#reach(step.next, number, step.label);
        if (!step.isFault) this.#before[next]!.push(number);
      }
    }
    return undefined;
  }

  #reach(state: string, parent: number, label: string): number {
    const hash = createHash('sha1').update(state).digest('base64');
    const known = this.#numbers.get(hash);
    if (known !== undefined) return known;
    const number = this.#states.length;
    if (number >= this.#maxStates)
      throw new Error(`more than ${this.#maxStates} states: a smaller instance is needed`);
    this.#numbers.set(hash, number);
    this.#states.push(state);
    this.#parents.push(parent);
    this.#labels.push(label);
    this.#depths.push(parent < 0 ? 0 : this.#depths[parent]! + 1);
    this.#before.push([]);
    return number;
  }

  /** The first state that no goal can be reached from without a fault. */
  #findDeadlock(): Counterexample | undefined {
    const leadsToGoal = new Uint8Array(this.#states.length);
    const waiting = [...this.#goals];
    for (const goal of waiting) leadsToGoal[goal] = 1;
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
      for (const earlier of this.#before[number]!) {
        if (leadsToGoal[earlier] === 1) continue;
        leadsToGoal[earlier] = 1;
        waiting.push(earlier);
      }
    }
    const stuck = leadsToGoal.indexOf(0);
    if (stuck < 0) return undefined;
    return { kind: 'stuck', what: 'from here nothing leads to the end', trace: this.#trace(stuck) };
  }

  #trace(number: number): string[] {
    const labels: string[] = [];
    for (let at = number; this.#parents[at]! >= 0; at = this.#parents[at]!) labels.unshift(this.#labels[at]!);
    return labels;
  }

  #result(counterexample: Counterexample | undefined): Exploration {
    return {
      states: this.#states.length,
      transitions: this.#transitions,
      depth: this.#depths.at(-1)!,
      goals: this.#goals.length,
      taken: this.#taken,
      counterexample,
    };
  }
}
