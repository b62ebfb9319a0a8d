/** The least length of a password. */
export const MIN_PASSWORD = 12;
