import { setImmediate as immediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { slowIntervalMs } from './cadence.ts';
import { scalarReading } from './columns.ts';
import { Survey, type SurveyFindings, type Surveyor } from './survey.ts';

const findings: SurveyFindings = {
  readings: { load: scalarReading(Float64Array.of(1, 2, 3, 4)) },
  troubles: [],
};

/** Counts its surveys and what it was told to forget. */
class CountingSurveyor implements Surveyor {
  readonly name = 'counting';
  readonly resets = 0;
  surveys = 0;
  forgotten = 0;
  answer = (): Promise<SurveyFindings> => Promise.resolve(findings);

  survey(): Promise<SurveyFindings> {
    this.surveys++;
    return this.answer();
  }

  forget(): void {
    this.forgotten++;
  }

  close(): void {
    // nothing is open
  }
}

describe('survey', () => {
  test('starts with the first take, and its readings are handed out once', async () => {
    const survey = new Survey(new CountingSurveyor());
    expect(survey.take(0)).toEqual({});
    await survey.settled();
    expect(survey.take(1_000)).toBe(findings.readings);
    expect(survey.take(2_000)).toEqual({});
  });

  test('the next one starts when the interval is over, a sample early rather than late', async () => {
    const surveyor = new CountingSurveyor();
    const survey = new Survey(surveyor);
    const surveysAfter: number[] = [];
    for (const ms of [0, 1_000, slowIntervalMs - 200, slowIntervalMs - 50, slowIntervalMs + 1_000]) {
      survey.take(ms);
      await survey.settled();
      surveysAfter.push(surveyor.surveys);
    }
    expect(surveysAfter).toEqual([1, 1, 1, 2, 2]);
  });

  test('one that is told to begin later does', async () => {
    const surveyor = new CountingSurveyor();
    const survey = new Survey(surveyor, { firstAfterMs: 2_000 });
    const surveysAt: number[] = [];
    for (const ms of [500_000, 501_000, 502_000]) {
      survey.take(ms);
      await survey.settled();
      surveysAt.push(surveyor.surveys);
    }
    expect(surveysAt).toEqual([0, 0, 1]);
  });

  test('one begins after the sample that asked for it, and not at all when it was forgotten meanwhile', async () => {
    const surveyor = new CountingSurveyor();
    const survey = new Survey(surveyor);
    survey.take(0);
    expect(surveyor.surveys).toBe(0);
    survey.forget();
    await survey.settled();
    expect(surveyor.surveys).toBe(0);
  });

  test('none starts while one runs, which is a trouble until it has ended', async () => {
    const surveyor = new CountingSurveyor();
    let finish: (found: SurveyFindings) => void = () => undefined;
    surveyor.answer = () => new Promise((resolve) => (finish = resolve));
    const survey = new Survey(surveyor);
    survey.take(0);
    await immediate();
    survey.take(slowIntervalMs);
    expect(surveyor.surveys).toBe(1);
    expect(survey.troubles).toMatchObject([{ group: 'counting', code: 'SURVEY_OVERDUE' }]);
    finish(findings);
    await survey.settled();
    expect(survey.troubles).toEqual([]);
    survey.take(2 * slowIntervalMs);
    await immediate();
    expect(surveyor.surveys).toBe(2);
  });

  test('one that forget overtook is not seen, and leaves no baseline', async () => {
    const surveyor = new CountingSurveyor();
    surveyor.answer = () => immediate(findings);
    const survey = new Survey(surveyor);
    survey.take(0);
    await immediate();
    survey.forget();
    await survey.settled();
    expect(survey.take(1)).toEqual({});
    expect(surveyor.forgotten).toBe(2);
  });

  test('one that fails is a trouble until the next, which is a baseline', async () => {
    const surveyor = new CountingSurveyor();
    surveyor.answer = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ENOENT' }));
    const survey = new Survey(surveyor);
    survey.take(0);
    await survey.settled();
    expect(survey.troubles).toEqual([{ group: 'counting', code: 'ENOENT', message: 'gone' }]);
    expect(surveyor.forgotten).toBe(1);
    surveyor.answer = () => Promise.resolve(findings);
    survey.take(slowIntervalMs);
    await survey.settled();
    expect(survey.troubles).toEqual([]);
  });
});
