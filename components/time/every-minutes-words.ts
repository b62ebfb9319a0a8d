/** How often something is done: `every minute`, `every 45 minutes`. */
export function everyMinutesWords(minutes: number): string {
  return minutes === 1 ? 'every minute' : `every ${minutes.toLocaleString('en')} minutes`;
}
