import type { ApiErrorCode } from '@hostwire/api';
import { HostwireError } from '@hostwire/runtime';

/** Why the API does not do what it was asked for; the code decides the status of the response. */
export class Refusal extends HostwireError {
  constructor(code: ApiErrorCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}
