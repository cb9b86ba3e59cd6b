import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { collector } from '../api/collector.ts';
import type { LoginWays } from '../api/types.ts';
import { withBasePath } from '../location/base-path.ts';

/** Leads to the OpenID Connect provider; nothing where there is none. */
export function ProviderButton() {
  const provider = useSignal<LoginWays['provider']>(null);
  useEffect(() => {
    const gone = new AbortController();
    collector.login
      .ways({ signal: gone.signal })
      .then((ways) => (provider.value = ways.provider))
      .catch(() => undefined); // passwords and links are there all the same
    return () => gone.abort();
  }, [provider]);
  if (provider.value === null) return null;
  return (
    <div>
      <button
        type="button"
        class="button"
        onClick={() => globalThis.location.assign(withBasePath('/login/provider'))}
      >
        Sign in with {provider.value.name}
      </button>
    </div>
  );
}
