/** `webUrl`: how people reach the pages. */
export function loginUrl(webUrl: string, token: string): string {
  return `${webUrl}/login?token=${token}`;
}

/** What stands behind # is not sent: only the page that the link opens sees the token. */
export function invitationUrl(webUrl: string, token: string): string {
  return `${webUrl}/invitation#${token}`;
}

/** Where the provider sends people back to; it has to be told to the provider before. */
export function providerCallbackUrl(webUrl: string): string {
  return `${webUrl}/login/provider/callback`;
}
