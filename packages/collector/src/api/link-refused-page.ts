/** Answer to a login link that is used, expired or unknown. Brings no script and no style. */
export const linkRefusedPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Hostwire: this link is no longer good</title>
</head>
<body>
<h1>This link is no longer good</h1>
<p>A login link works once, for 15 minutes. Get a new one on the collector's host:</p>
<pre>hostwire login</pre>
<p>If you are signed in already: <a href="/">go to the fleet</a>.</p>
</body>
</html>
`;
