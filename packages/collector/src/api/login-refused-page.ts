import { htmlText } from '../html-text.ts';

interface RefusedPage {
  readonly basePath: string;
  readonly title: string;
  /** HTML. */
  readonly body: string;
}

/** Answer to a login link that is used, expired or unknown. */
export function linkRefusedPage(basePath: string): string {
  return refusedPage({
    basePath,
    title: 'This link is no longer good',
    body: `<p>A login link works once, within 15 minutes. On the machine where the collector runs, print a new one:</p>
<pre>npx hostwire login</pre>
<p>If you are signed in already: <a href="${basePath}/">go to the fleet</a>.</p>`,
  });
}

/** Answer to a sign-in with the provider that does not let anybody in. */
export function providerRefusedPage(basePath: string, why: string): string {
  return refusedPage({
    basePath,
    title: 'You are not signed in',
    body: `<p>${htmlText(why.charAt(0).toUpperCase() + why.slice(1))}.</p>
<p><a href="${basePath}/login/provider">Try again</a>, or <a href="${basePath}/signed-out">sign in by password</a>.</p>`,
  });
}

/** Brings no script; its style is a file of the dashboard. */
function refusedPage({ basePath, title, body }: RefusedPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hostwire: ${title.charAt(0).toLowerCase()}${title.slice(1)}</title>
<link rel="icon" href="${basePath}/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${basePath}/plain-page.css">
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;
}
