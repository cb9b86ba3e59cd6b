import { z } from 'zod';

/** The body of every answer with a status of 4xx or 5xx. `code` is stable; `message` is for people. */
export const errorAnswer = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
});
export type ErrorAnswer = z.infer<typeof errorAnswer>;
