import type { AuditFilter } from './audit-filter.ts';

/** How actions begin, as the collector names them. */
const actions = [
  { what: '', name: 'Everything' },
  { what: 'login', name: 'Sign-ins and links' },
  { what: 'login.refused', name: 'Refused sign-ins' },
  { what: 'session', name: 'Sessions' },
  { what: 'user', name: 'Users and passwords' },
  { what: 'second_factor', name: 'Second factors' },
  { what: 'api_token', name: 'API tokens' },
  { what: 'token', name: 'Enrolment tokens' },
  { what: 'agent', name: 'Agents' },
  { what: 'key', name: 'Keys' },
  { what: 'settings', name: 'Settings' },
  { what: 'alert', name: 'Alerts and rules' },
  { what: 'silence', name: 'Silences' },
  { what: 'sql', name: 'SQL' },
  { what: 'storage', name: 'Backups' },
] as const;

interface AuditFilterFormProps {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}

/** Who, what and when. */
export function AuditFilterForm({ filter, onChange }: AuditFilterFormProps) {
  const day = (key: 'from' | 'to', name: string) => (
    <label class="field">
      <span>{name}</span>
      <input
        class="input"
        type="date"
        value={filter[key]}
        onChange={(event) => onChange({ ...filter, [key]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <form class="row" onSubmit={(event) => event.preventDefault()}>
      <label class="field">
        <span>Who</span>
        <input
          class="input"
          type="search"
          value={filter.who}
          onChange={(event) => onChange({ ...filter, who: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>What</span>
        <select
          class="input"
          value={filter.what}
          onChange={(event) => onChange({ ...filter, what: event.currentTarget.value })}
        >
          {actions.map(({ what, name }) => (
            <option key={what} value={what}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {day('from', 'From')}
      {day('to', 'To')}
    </form>
  );
}
