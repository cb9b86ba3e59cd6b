import { z } from 'zod';

const labelLimits = { maxLabels: 32, maxTextLength: 128 } as const;

const labelValue = z.string().max(labelLimits.maxTextLength);
const labelKey = labelValue
  .min(1, 'a label has a key')
  .refine((key) => !key.includes('='), 'the key of a label has no "="');

export const labels = z
  .record(labelKey, labelValue)
  .refine((each) => Object.keys(each).length <= labelLimits.maxLabels, 'too many labels');

/** A change of the labels of one agent. */
export const labelChange = z.strictObject({
  set: labels.default({}),
  remove: z.array(labelKey).max(labelLimits.maxLabels).default([]),
});

/** A label as one text: `env=prod`. */
export const labelText = z
  .string()
  .max(2 * labelLimits.maxTextLength + 1)
  .regex(/^[^=]+=/, 'must be a label such as env=prod');
