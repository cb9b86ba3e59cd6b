import type { JSX } from 'preact';
import { ErrorBoundary, lazy, Route, Router, useLocation } from 'preact-iso';
import { FleetPage } from './fleet/fleet-page.tsx';
import { Toasts } from './design/toast.tsx';
import { Location } from './location/location.tsx';
import { CrashNotice, CrashPage } from './shell/crash-notice.tsx';
import { Page } from './shell/page.tsx';
import { signedOut } from './session/session.ts';
import { SignedOutPage } from './session/signed-out-page.tsx';

type PageComponent = () => JSX.Element;

/** A page of its own file; the file is gone when the collector has been upgraded meanwhile. */
function loaded(load: () => Promise<PageComponent>): PageComponent {
  return lazy(async (): Promise<PageComponent> => {
    try {
      return await load();
    } catch (error) {
      return () => <CrashPage error={error} />;
    }
  });
}

const HostPage = loaded(async () => (await import('./host/host-page.tsx')).HostPage);
const SqlPage = loaded(async () => (await import('./sql/sql-page.tsx')).SqlPage);
const AlertsPage = loaded(async () => (await import('./alerts/alerts-page.tsx')).AlertsPage);
const EnrolmentPage = loaded(async () => (await import('./enrolment/enrolment-page.tsx')).EnrolmentPage);
const SystemPage = loaded(async () => (await import('./system/system-page.tsx')).SystemPage);
const AccountPage = loaded(async () => (await import('./account/account-page.tsx')).AccountPage);
const UsersPage = loaded(async () => (await import('./users/users-page.tsx')).UsersPage);
const AuditLogPage = loaded(async () => (await import('./audit-log/audit-log-page.tsx')).AuditLogPage);
const InvitationPage = loaded(async () => (await import('./invitation/invitation-page.tsx')).InvitationPage);
const BoardsPage = loaded(async () => (await import('./boards/boards-page.tsx')).BoardsPage);
const DesignPage =
  import.meta.env.MODE === 'development'
    ? loaded(async () => (await import('./design/design-page.tsx')).DesignPage)
    : UnknownPage;

function SignedOutRoute() {
  const { route } = useLocation();
  return <SignedOutPage onSignedIn={() => route('/', true)} />;
}

function UnknownPage() {
  return (
    <Page title="No such page">
      <div class="centred">
        <h1>There is no such page</h1>
        <p>
          <a href="/">All hosts</a>
        </p>
      </div>
    </Page>
  );
}

function Pages() {
  const { path } = useLocation();
  // Whoever is invited has no session yet.
  const needsSession = path !== '/invitation';
  // Without a session the address stays as it is: signing in again leads back to the same page.
  if (signedOut.value && needsSession) return <SignedOutPage onSignedIn={() => undefined} />;
  return (
    <ErrorBoundary>
      <Router>
        <Route path="/" component={FleetPage} />
        <Route path="/hosts/:host" component={HostPage} />
        <Route path="/sql" component={SqlPage} />
        <Route path="/alerts" component={AlertsPage} />
        <Route path="/enrolment" component={EnrolmentPage} />
        <Route path="/system" component={SystemPage} />
        <Route path="/account" component={AccountPage} />
        <Route path="/users" component={UsersPage} />
        <Route path="/audit-log" component={AuditLogPage} />
        <Route path="/invitation" component={InvitationPage} />
        <Route path="/boards" component={BoardsPage} />
        <Route path="/design" component={DesignPage} />
        <Route path="/signed-out" component={SignedOutRoute} />
        <Route default component={UnknownPage} />
      </Router>
    </ErrorBoundary>
  );
}

export function App() {
  return (
    <Location>
      <a class="skip-link" href="#content">
        Skip to the content
      </a>
      <CrashNotice>
        <Pages />
      </CrashNotice>
      <Toasts />
    </Location>
  );
}
