// What the routes about rules, silences and channels answer, as far as the page shows it.

export interface Silence {
  readonly id: string;
  readonly actor: string;
  readonly createdMs: number;
  readonly fromMs?: number;
  readonly untilMs: number | null;
  readonly host?: string;
  readonly label?: string;
  readonly device?: string;
  readonly rule?: string;
  readonly reason: string;
}

/** A rule as data; what the page does not edit stays as it is. */
export interface Rule {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
  readonly enabled: boolean;
  readonly summary: string;
  readonly why?: string;
  readonly unit?: string;
  readonly above?: number;
  readonly below?: number;
  /** ms */
  readonly for?: number;
}

export interface RuleEntry {
  readonly rule: Rule;
  readonly source: 'default' | 'changed' | 'own';
  readonly error: string | null;
  readonly cost: { readonly queryMs: number; readonly everyMs: number } | null;
}

export interface RulesResponse {
  readonly rules: readonly RuleEntry[];
  readonly channels: readonly { readonly name: string; readonly type: string }[];
}

export interface PreviewResponse {
  readonly alerts: readonly {
    readonly host: string;
    readonly device: string;
    readonly sinceMs: number;
    readonly resolvedMs: number | null;
    readonly value: number;
    readonly summary: string;
  }[];
  readonly total: number;
  readonly queryMs: number;
  readonly sql: string;
}
