/** What of the fleet a status page shows. */
export interface StatusPageSettings {
  /** off; all; or names of hosts and labels (env=prod) with commas between them: a host that one of them fits is shown. */
  readonly statusPage: string;
  /** The label whose values are the groups of the page; '': one group. */
  readonly statusGroup: string;
  /** Whether hosts are named, or only counted. */
  readonly statusNames: 'hide' | 'show';
}

interface Selected {
  readonly host: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** `all`, a host name or key=value, each without commas. */
export const selectionPattern = /^(?:off|[^,=\s]+(?:=[^,=]*)?(?:,[^,=\s]+(?:=[^,=]*)?)*)$/;

/** Whether a selection names a host. Nothing is selected while the page is off. */
export function selects(selection: string, { host, labels }: Selected): boolean {
  if (selection === 'off') return false;
  return selection.split(',').some((word) => {
    if (word === 'all' || word === host) return true;
    const [key = '', value] = word.split('=');
    return value !== undefined && labels[key] === value;
  });
}
