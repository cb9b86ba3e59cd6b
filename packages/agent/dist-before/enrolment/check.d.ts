import { type Clock } from '@hostwire/runtime';
/** One line of the diagnosis. */
export interface CheckResult {
    readonly check: 'token' | 'name' | 'tcp' | 'key' | 'clock';
    readonly ok: boolean;
    readonly detail: string;
}
export interface CheckOptions {
    readonly collector: string;
    readonly token: string;
    readonly clock: Clock;
    readonly timeoutMs?: number;
}
/**
 * What would stand in the way of an enrolment, in the order in which it would. Changes nothing, here or there, and does
 * not use up the token. Ends at the first check that fails.
 */
export declare function checkEnrolment(options: CheckOptions): Promise<CheckResult[]>;
