import type { z } from 'zod';
import type { Routes } from './routes.ts';

/** What goes into a route and what comes out. */
export interface Contract {
  /** One line for the OpenAPI document. */
  readonly summary: string;
  readonly description?: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Body of status 200; absent where the route streams, or has none (204). */
  readonly response?: z.ZodType;
  /** Without `response`: what it answers with instead. */
  readonly answers?: readonly ContractResponse[];
}

/** An answer that is not one JSON document with a schema. */
interface ContractResponse {
  readonly status: number;
  readonly description: string;
  /** Media type; absent: no body. */
  readonly type?: string;
}

/** The contracts of every route of one noun. */
export type ContractsOf<Noun extends keyof Routes> = Readonly<Record<keyof Routes[Noun], Contract>>;
