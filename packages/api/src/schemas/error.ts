import { z } from 'zod';

/** The body of every refusal of the API. */
export const errorBody = z.object({
  error: z.object({
    /** Stable, for programs. */
    code: z.string(),
    /** What happened and what to do, for people. */
    message: z.string(),
  }),
});
export type ErrorResponse = z.infer<typeof errorBody>;
