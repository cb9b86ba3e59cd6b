import type { JSX } from 'preact';
import { ErrorBoundary, lazy, LocationProvider, Route, Router, useLocation } from 'preact-iso';
import { FleetPage } from './fleet/fleet-page.tsx';
import { CrashNotice, CrashPage } from './page/crash-notice.tsx';
import { TopBar } from './page/top-bar.tsx';
import { signedOut } from './session/session.ts';
import { SignedOutPage } from './session/signed-out-page.tsx';

/** uPlot comes with this page only; the file is gone when the collector has been upgraded meanwhile. */
const HostPage = lazy(async (): Promise<() => JSX.Element> => {
  try {
    return (await import('./host/host-page.tsx')).HostPage;
  } catch (error) {
    return () => <CrashPage error={error} />;
  }
});

function SignedOutRoute() {
  const { route } = useLocation();
  return <SignedOutPage onSignedIn={() => route('/', true)} />;
}

function UnknownPage() {
  return (
    <>
      <TopBar />
      <main id="content" class="centred" tabIndex={-1}>
        <h1>There is no such page</h1>
        <p>
          <a href="/">All hosts</a>
        </p>
      </main>
    </>
  );
}

function Pages() {
  // Without a session the address stays as it is: signing in again leads back to the same page.
  if (signedOut.value) return <SignedOutPage onSignedIn={() => undefined} />;
  return (
    <ErrorBoundary>
      <Router>
        <Route path="/" component={FleetPage} />
        <Route path="/hosts/:host" component={HostPage} />
        <Route path="/signed-out" component={SignedOutRoute} />
        <Route default component={UnknownPage} />
      </Router>
    </ErrorBoundary>
  );
}

export function App() {
  return (
    <LocationProvider>
      <a class="skip-link" href="#content">
        Skip to the content
      </a>
      <CrashNotice>
        <Pages />
      </CrashNotice>
    </LocationProvider>
  );
}
