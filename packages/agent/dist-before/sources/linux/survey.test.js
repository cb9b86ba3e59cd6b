import { describe, expect, test } from '@jest/globals';
import { slowIntervalMs } from "./cadence.js";
import { scalarReading } from "./columns.js";
import { Survey } from "./survey.js";
const findings = {
    readings: { load: scalarReading(Float64Array.of(1, 2, 3, 4)) },
    troubles: [],
};
/** Counts its surveys and what it was told to forget. */
class CountingSurveyor {
    name = 'counting';
    resets = 0;
    surveys = 0;
    forgotten = 0;
    answer = () => Promise.resolve(findings);
    survey() {
        this.surveys++;
        return this.answer();
    }
    forget() {
        this.forgotten++;
    }
    close() {
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
        const surveysAfter = [];
        for (const ms of [0, 1_000, slowIntervalMs - 200, slowIntervalMs - 50, slowIntervalMs + 1_000]) {
            survey.take(ms);
            await survey.settled();
            surveysAfter.push(surveyor.surveys);
        }
        expect(surveysAfter).toEqual([1, 1, 1, 2, 2]);
    });
    test('one that is told to begin later does', () => {
        const surveyor = new CountingSurveyor();
        const survey = new Survey(surveyor, { firstAfterMs: 2_000 });
        const surveysAt = [500_000, 501_000, 502_000].map((ms) => (survey.take(ms), surveyor.surveys));
        expect(surveysAt).toEqual([0, 0, 1]);
    });
    test('none starts while one runs, which is a trouble until it has ended', async () => {
        const surveyor = new CountingSurveyor();
        let finish = () => undefined;
        surveyor.answer = () => new Promise((resolve) => (finish = resolve));
        const survey = new Survey(surveyor);
        survey.take(0);
        survey.take(slowIntervalMs);
        expect(surveyor.surveys).toBe(1);
        expect(survey.troubles).toMatchObject([{ group: 'counting', code: 'SURVEY_OVERDUE' }]);
        finish(findings);
        await survey.settled();
        expect(survey.troubles).toEqual([]);
        survey.take(2 * slowIntervalMs);
        expect(surveyor.surveys).toBe(2);
    });
    test('one that forget overtook is not seen, and leaves no baseline', async () => {
        const surveyor = new CountingSurveyor();
        const survey = new Survey(surveyor);
        survey.take(0);
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
//# sourceMappingURL=survey.test.js.map