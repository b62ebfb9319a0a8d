/** The text that a protected realm wants typed before these connections are deleted. */
export function deleteConfirmation(connIds: readonly string[]): string {
  return connIds.length === 1 ? String(connIds[0]) : `delete ${connIds.length} connections`;
}
