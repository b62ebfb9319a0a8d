/** How many connections have a suggested value already. */
export function usedBy(count: number): string {
  return `used by ${count} ${count === 1 ? 'connection' : 'connections'}`;
}
