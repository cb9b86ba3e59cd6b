/** Answer to a login link that is used, expired or unknown. Brings no script; its style is a file of the dashboard. */
export function linkRefusedPage(basePath: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hostwire: this link is no longer good</title>
<link rel="icon" href="${basePath}/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${basePath}/plain-page.css">
</head>
<body>
<h1>This link is no longer good</h1>
<p>A login link works once, within 15 minutes. On the machine where the collector runs, print a new one:</p>
<pre>npx hostwire login</pre>
<p>If you are signed in already: <a href="${basePath}/">go to the fleet</a>.</p>
</body>
</html>
`;
}
