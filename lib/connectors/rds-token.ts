/** AWS takes a login token of RDS for this long, whatever `password_duration` says. */
export const RDS_TOKEN_SECONDS = 900;

/** What a token is made for, besides the user; lists and the expiry page call it so. */
export function rdsServer(host: string, port: number): string {
  return `${host}:${port}`;
}
