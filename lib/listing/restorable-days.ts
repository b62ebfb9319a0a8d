/** For so many days after its deletion a connection can be restored. */
export const RESTORABLE_DAYS = 30;
