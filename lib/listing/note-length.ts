/** The most characters of a note that says why something is changed. */
export const NOTE_LENGTH = 500;
