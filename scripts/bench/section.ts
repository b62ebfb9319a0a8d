/** One line of the report. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  /** The same done by hand, in the same run. */
  readonly byHand?: string;
  readonly ratio?: number;
  /** What the ratio may be at most. */
  readonly most?: number;
}

/** One table of the report, and what a reader must know about it. */
export interface Section {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly Row[];
}

export function toMarkdown({ title, note, rows }: Section): string {
  const compared = rows.some(({ ratio }) => ratio !== undefined);
  const cells = rows.map(({ what, figure, byHand = '', ratio, most }) =>
    compared
      ? [what, figure, byHand, (ratio?.toFixed(2) ?? '') + (most ? `, at most ${most}` : '')]
      : [what, figure],
  );
  const table = [
    compared ? ['', 'measured', 'by hand', 'ratio'] : ['', 'measured'],
    cells[0]?.map(() => '---') ?? [],
    ...cells,
  ];
  return `## ${title}\n\n${note}\n\n${table.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;
}

/** The rows whose ratio is greater than it may be. */
export function tooMuch({ rows }: Section): readonly Row[] {
  return rows.filter(({ ratio = 0, most = Number.POSITIVE_INFINITY }) => ratio > most);
}
