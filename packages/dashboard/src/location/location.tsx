import { options, type ComponentChildren, type VNode } from 'preact';
import { LocationProvider, useLocation } from 'preact-iso';
import { basePath, withBasePath, withoutBasePath } from './base-path.ts';

/** Links of all pages are written without the base path; this puts it before the address of each. */
export function prefixLinks(): void {
  if (basePath === '') return;
  const next = options.vnode?.bind(options);
  options.vnode = (vnode: VNode<{ href?: unknown }>) => {
    const { type, props } = vnode;
    // An element that is cloned comes here again.
    if (type === 'a' && typeof props.href === 'string')
      props.href = withBasePath(withoutBasePath(props.href));
    next?.(vnode);
  };
}

/** Where the browser is, for `useLocation`: without the base path. Links that lead out of it are left to the browser. */
export function Location({ children }: { children: ComponentChildren }) {
  return (
    <LocationProvider {...(basePath === '' ? {} : { scope: basePath })}>
      {basePath === '' ? children : <BelowBasePath>{children}</BelowBasePath>}
    </LocationProvider>
  );
}

function BelowBasePath({ children }: { children: ComponentChildren }) {
  const outer = useLocation();
  const location = {
    ...outer,
    url: withoutBasePath(outer.url),
    path: withoutBasePath(outer.path),
    route: (url: string, replace?: boolean) => outer.route(withBasePath(url), replace),
  };
  return <LocationProvider.ctx.Provider value={location}>{children}</LocationProvider.ctx.Provider>;
}
