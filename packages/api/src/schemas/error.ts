/** The body of every refusal of the API. */
export interface ErrorResponse {
  readonly error: {
    /** Stable, for programs. */
    readonly code: string;
    /** What happened and what to do, for people. */
    readonly message: string;
  };
}
