import { expect, test } from '@jest/globals';
import { numberSettings, settingNumbers, settings } from './settings.ts';

test('each key is there once, and a default lies within its limits', () => {
  expect(new Set(settings.map(({ key }) => key)).size).toBe(settings.length);
  for (const setting of settings) {
    if (!('min' in setting) || setting.default === null) continue;
    expect(setting.default).toBeGreaterThanOrEqual(setting.min);
    expect(setting.default).toBeLessThanOrEqual(setting.max);
  }
});

test('a number that is set is held within its limits, and whole unless it is a share', () => {
  const { min } = numberSettings.budgetCpuPct;
  const { max } = numberSettings.processTop;
  expect(
    settingNumbers({ 'budget.cpu_pct': 0, 'budget.rss_mb': 99.6, 'process.top': 1e9, future: 1 }),
  ).toMatchObject({
    budgetCpuPct: min,
    budgetRssMb: 100,
    processTop: max,
  });
});

test('what is not set is the default of its row', () => {
  expect(settingNumbers().processTop).toBe(numberSettings.processTop.default);
});
